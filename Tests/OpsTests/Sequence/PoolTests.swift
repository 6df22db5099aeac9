import Ops
import OracleSupport
import Runtime
import Testing

@Suite struct PoolTests {
  /// A NaN that a comparison passes over would be found too late or never.
  @Test(arguments: ["max_pool1d", "average_pool1d", "masked_max", "masked_mean"])
  func notANumberStays(name: String) throws {
    for place in 0..<3 {
      var numbers: [Float] = [1, 2, 3]
      numbers[place] = .nan
      let attributes: [String: AttributeValue] = name.hasSuffix("pool1d") ? ["window": 3] : [:]
      let trial = try OpTrial(try op(name, attributes), inputs: [Tensor([1, 3, 1], numbers)])
      #expect(trial.run(at: [Tensor([1, 3, 1], numbers)]).result.floats.allSatisfy { $0.isNaN })
    }
  }

  /// What an example gives must not depend on the examples beside it.
  @Test(arguments: ["max_pool1d", "average_pool1d"], ["same", "valid", "causal"])
  func everyExampleIsPooledAsIfAlone(name: String, padding: String) throws {
    var random = RandomNumbers(seed: 5)
    let (lengths, channels) = ([7, 0, 1, 4, 12], 11)
    let x = random.tensor([lengths.count, 12, channels])
    for (window, stride) in [(2, 2), (3, 1), (3, 2), (5, 3), (1, 4)] {
      let pool = try op(
        name,
        ["window": .int(window), "stride": .int(stride), "padding": .string(padding)])
      let batch = try OpTrial(pool, inputs: [x], lengths: lengths).run(at: [x])
      for (index, length) in lengths.enumerated() {
        let own = Tensor(
          [1, length, channels],
          Array(x.floats[index * 12 * channels..<(index * 12 + length) * channels]))
        let alone = try OpTrial(pool, inputs: [own], lengths: [length]).run(at: [own])
        let windows = alone.result.shape[1]
        let row = batch.result.shape[1] * channels
        let found = batch.result.floats[index * row..<(index + 1) * row]
        #expect(Array(found.prefix(windows * channels)) == alone.result.floats)
        #expect(found.dropFirst(windows * channels).allSatisfy { $0 == 0 })
        let gradient = try #require(batch.inputGradients[0]).floats
        let ownGradient = try #require(alone.inputGradients[0]).floats
        let start = index * 12 * channels
        #expect(Array(gradient[start..<start + length * channels]) == ownGradient)
      }
    }
  }

  @Test func aWindowThatDoesNotFitBlamesTheInput() throws {
    let error = try #require(throws: OpError.self) {
      try OpTrial(
        try op("max_pool1d", ["window": 5, "padding": "valid"]),
        inputs: [Tensor([1, 3, 1], [1, 2, 3])])
    }
    #expect(error.argument == .input(0))
    #expect(error.message == "a window spans 5 steps, but {0} has 3")
  }

  private func op(
    _ name: String, _ attributes: [String: AttributeValue]
  ) throws -> any CatalogOp {
    try #require(catalogOp(name)).init(AttributeReader(attributes))
  }
}
