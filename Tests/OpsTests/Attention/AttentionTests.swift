import Kernels
import Ops
import OracleSupport
import Runtime
import Testing

/// Attention over more queries than are computed together, against its definition.
@Suite struct AttentionTests {
  struct Case: Sendable {
    var isCausal = false
    /// Whether keys and values are those of the query's steps.
    var isSelf = true
  }

  static let cases = [Case(), Case(isCausal: true), Case(isSelf: false)]

  @Test(arguments: cases) func resultMatchesTheDefinition(test: Case) throws {
    let trial = try Trial(test)
    expectClose(trial.outcome.result.floats, trial.reference.result(), limit: 2e-6, "\(test)")
  }

  @Test(arguments: cases) func gradientsMatchCentralDifferences(test: Case) throws {
    let trial = try Trial(test)
    let paths: [WritableKeyPath<AttentionReference, [Double]>] = [\.query, \.key, \.value]
    for (path, gradient) in zip(paths, trial.outcome.inputGradients) {
      let gradient = try #require(gradient).floats
      for index in stride(from: 0, to: gradient.count, by: gradient.count / 12) {
        var (above, below) = (trial.reference, trial.reference)
        above[keyPath: path][index] += 1e-4
        below[keyPath: path][index] -= 1e-4
        let difference = zip(above.result(), below.result()).map { $0 - $1 }
        let slope = zip(difference, trial.cotangent.floats).reduce(0) { $0 + $1.0 * Double($1.1) }
        #expect(abs(Double(gradient[index]) - slope / 2e-4) < 2e-5, "\(test) \(index)")
      }
    }
  }

  @Test func headsMustDivideTheChannels() throws {
    let x = Tensor([1, 2, 3], Array(repeating: 1, count: 6))
    let error = try #require(throws: OpError.self) {
      try OpTrial(try Attention(["heads": 2]), inputs: [x, x, x], lengths: [2])
    }
    #expect(error.argument == .attribute("heads"))
    #expect("\(error)".contains("`heads` = 2 does not divide the 3 channels of {0}"))
  }

  @Test func causalNeedsOneAxisOfSteps() throws {
    let (x, other) = (Tensor([1, 2, 1], [1, 2]), Tensor([1, 3, 1], [1, 2, 3]))
    let error = try #require(throws: OpError.self) {
      try OpTrial(try Attention(["causal": true]), inputs: [x, other, other])
    }
    #expect(error.argument == .input(1), "\(error)")
  }
}

/// One run over three examples, the longest of 150 steps.
private struct Trial {
  let outcome: OpTrial.Outcome
  let reference: AttentionReference
  let cotangent: Tensor

  init(_ test: AttentionTests.Case) throws {
    let (lengths, keys) = ([150, 1, 70], test.isSelf ? 150 : 9)
    var random = RandomNumbers(seed: 3)
    let inputs = [
      random.tensor([3, 150, 8]), random.tensor([3, keys, 8]), random.tensor([3, keys, 6]),
    ]
    cotangent = random.tensor([3, 150, 6])
    let op = try Attention(["heads": 2, "causal": .bool(test.isCausal)])
    let trial = try OpTrial(
      op, inputs: inputs, lengths: lengths, ragged: [true, test.isSelf, test.isSelf])
    outcome = trial.run(at: inputs, cotangent: cotangent)
    reference = AttentionReference(
      heads: 2, isCausal: test.isCausal, queryLengths: lengths,
      keyLengths: test.isSelf ? lengths : [9, 9, 9], queries: 150, keys: keys, size: 8, values: 6,
      query: inputs[0].floats.map(Double.init), key: inputs[1].floats.map(Double.init),
      value: inputs[2].floats.map(Double.init))
  }
}
