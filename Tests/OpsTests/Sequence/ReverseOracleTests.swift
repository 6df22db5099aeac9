import Ops
import OracleSupport
import Runtime
import Testing

/// `reverse` against PyTorch and ONNX, whose steps past an example's end stay where they are: here
/// they are no steps, so only an example's own are compared.
@Suite struct ReverseOracleTests {
  @Test(arguments: ["gradients", "onnx-node"])
  func anExamplesOwnStepsAreReversed(set: String) throws {
    var checked = 0
    for oracle in try Oracles.families(in: set).flatMap(\.cases)
    where ["reverse_sequence", "ReverseSequence"].contains(oracle.op) {
      guard oracle.attributes["time_axis"] == 1, oracle.attributes["batch_axis"] == 0 else {
        continue
      }
      let (input, output) = (oracle.inputs[0], oracle.outputs[0])
      guard let numbers = input.tensor, let expected = output.tensor,
        let lengths = oracle.inputs[1].tensor?.integers
      else { continue }
      // ONNX's example is a matrix: steps of one number.
      let shape = numbers.shape.count == 2 ? numbers.shape + [1] : numbers.shape
      let x = Tensor(shape, numbers.floats)
      let trial = try OpTrial(
        try #require(catalogOp("reverse")).init([:]), inputs: [x], lengths: lengths)
      let cotangent = oracle.cotangents.first?.tensor.map { Tensor(shape, $0.floats) }
      let outcome = trial.run(at: [x], cotangent: cotangent)
      #expect(
        own(outcome.result.floats, shape, lengths) == own(expected.floats, shape, lengths),
        "\(oracle.name)")
      if let gradient = oracle.gradients.first?.tensor {
        let found = try #require(outcome.inputGradients[0]).floats
        #expect(
          own(found, shape, lengths) == own(gradient.floats, shape, lengths), "\(oracle.name)")
      }
      checked += 1
    }
    print("reverse, \(set): \(checked) cases checked")
  }

  private func own(_ numbers: [Float], _ shape: [Int], _ lengths: [Int]) -> [Float] {
    let size = shape[1...].reduce(1, *)
    let width = shape[2...].reduce(1, *)
    return lengths.enumerated().flatMap { example, length in
      numbers[example * size..<example * size + length * width]
    }
  }
}
