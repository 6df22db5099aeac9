import Ops
import OracleSupport
import Runtime
import Testing

/// The running statistics of batch_norm, which are states and no results.
@Suite struct BatchNormOracleTests {
  @Test func theBatchsStatisticsAgree() throws {
    var checked = 0
    for oracle in try cases("gradients", "batch_norm") where oracle.output("batch_mean") != nil {
      // Without momentum the states become the batch's own statistics.
      let outcome = try run(
        oracle, x: "x", axisOfChannels: nil,
        ["momentum": 0, "epsilon": oracle.attributes["epsilon"] ?? 1e-3], [:])
      try expect(outcome, "moving_mean", oracle, "batch_mean")
      try expect(outcome, "moving_variance", oracle, "batch_var_biased")
      checked += 1
    }
    print("gradients/batch_norm, statistics: \(checked) cases checked")
  }

  @Test func theRunningStatisticsAgree() throws {
    var tally = OracleTally()
    for oracle in try cases("gradients", "batch_norm")
    where oracle.op == "batch_norm_running_stats" {
      guard oracle.attributes["bessel"] != true else {
        tally.skip("the running variance is the biased one, as in TensorFlow's batch_normalization")
        continue
      }
      let outcome = try run(
        oracle, x: "x", axisOfChannels: nil,
        ["momentum": try #require(oracle.attributes["momentum_tf"])],
        [
          "moving_mean": try #require(oracle.input("mm")).plain,
          "moving_variance": try #require(oracle.input("mv")).plain,
        ])
      try expect(outcome, "moving_mean", oracle, "moving_mean")
      try expect(outcome, "moving_variance", oracle, "moving_var")
      tally.checked += 1
    }
    print("gradients/batch_norm, running statistics:", tally)
  }

  @Test func onnxRunningStatisticsAgree() throws {
    var checked = 0
    for oracle in try cases("onnx-node", "batchnorm") where oracle.outputs.count > 2 {
      let names = oracle.inputs.map(\.name)
      let outcome = try run(
        oracle, x: names[0], axisOfChannels: 1,
        ["momentum": oracle.attributes["momentum"] ?? 0.9],
        [
          "moving_mean": try #require(oracle.input(names[3])).plain,
          "moving_variance": try #require(oracle.input(names[4])).plain,
        ])
      for (index, state) in [(1, "moving_mean"), (2, "moving_variance")] {
        guard let expected = oracle.outputs[index].tensor else { continue }
        expectClose(
          try #require(outcome.states[state]).floats, expected.doubles,
          relative: oracle.relativeTolerance ?? 1e-3, absolute: oracle.absoluteTolerance ?? 1e-7,
          "\(oracle) \(state)")
      }
      checked += 1
    }
    print("onnx-node/batchnorm, running statistics: \(checked) cases checked")
  }

  @Test func onlyAnExamplesOwnStepsCountWhenMasked() throws {
    let x = Tensor([2, 3, 1], [1, 2, 3, 6, 0, 0])
    let lengths = [3, 1]
    let masked = try OpTrial(
      try BatchNorm(["momentum": 0]), inputs: [x], lengths: lengths
    ).run(at: [x])
    #expect(masked.states["moving_mean"]?.floats == [3])
    #expect(masked.states["moving_variance"]?.floats == [3.5])
    #expect(Array(masked.result.floats[4...]) == [0, 0])
    let padded = try OpTrial(
      try BatchNorm(["momentum": 0, "mask": false]), inputs: [x], lengths: lengths
    ).run(at: [x])
    #expect(padded.states["moving_mean"]?.floats == [2])
    expectClose(padded.states["moving_variance"]?.floats ?? [], [13.0 / 3], limit: 1e-6)
    #expect(padded.result.floats[4] < 0)
  }

  private func cases(_ set: String, _ family: String) throws -> [OracleCase] {
    guard Oracles.url("\(set)/\(family).json") != nil else { return [] }
    return try OracleFamily(set, family).cases
  }

  private func run(
    _ oracle: OracleCase, x name: String, axisOfChannels: Int?,
    _ attributes: [String: AttributeValue], _ states: [String: Tensor]
  ) throws -> OpTrial.Outcome {
    let operand = try #require(oracle.input(name))
    let rank = operand.shape.count
    let axes = axisOfChannels.map { axis in (0..<rank).filter { $0 != axis } + [axis] } ?? []
    let x = try operand.tensor(.f32, OracleArgument(name, permutation: axes))
    let trial = try OpTrial(try BatchNorm(AttributeReader(attributes)), inputs: [x])
    return trial.run(at: [x], parameters: states)
  }

  private func expect(
    _ outcome: OpTrial.Outcome, _ state: String, _ oracle: OracleCase, _ name: String
  ) throws {
    expectClose(
      try #require(outcome.states[state]).floats, try #require(oracle.output(name)).doubles,
      limit: oracle.limit(name), "\(oracle) \(state)")
  }
}
