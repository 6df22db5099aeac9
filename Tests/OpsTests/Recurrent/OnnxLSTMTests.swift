import OracleSupport
import Runtime
import Testing

/// The LSTM layer against the node tests of ONNX: gates i, o, f, c, time first or batch first.
@Suite struct OnnxLSTMTests {
  @Test func resultsAgree() throws {
    guard Oracles.url("onnx-node/lstm.json") != nil else { return }
    var tally = OracleTally()
    for oracle in try OracleFamily("onnx-node", "lstm").cases {
      do {
        try check(oracle)
        tally.checked += 1
      } catch let unmapped as Unmapped {
        tally.skip(unmapped.reason)
      }
    }
    print("onnx-node/lstm:", tally)
  }

  private func check(_ oracle: OracleCase) throws {
    for name in ["activations", "clip", "input_forget"] where oracle.attributes[name] != nil {
      throw Unmapped("an LSTM with \(name)")
    }
    let operands = oracle.inputs.map(\.tensor)
    for (index, what) in [(5, "initial states"), (6, "initial states"), (7, "peepholes")] {
      if operands.count > index, operands[index] != nil { throw Unmapped("an LSTM with \(what)") }
    }
    let units = try #require(oracle.integer("hidden_size"))
    let isBatchFirst = oracle.integer("layout") == 1
    let swapped = isBatchFirst ? [] : [1, 0, 2]
    let argument = OracleArgument(oracle.inputs[0].name, permutation: swapped)
    let operand = try #require(operands[0])
    let x = try operand.tensor(.f32, argument)
    let direction = oracle.attributes["direction"] ?? "forward"
    let reversed = direction == "bidirectional" ? [false, true] : [direction == "reverse"]
    let w = try #require(operands[1]).rows(reversed.count)
    let r = try #require(operands[2]).rows(reversed.count)
    let b = operands.count > 3 ? operands[3]?.rows(reversed.count) : nil
    let lengths =
      operands.count > 4 ? operands[4]?.integers : nil
    let trial = LSTMTrial(
      layers: [
        reversed.indices.map { index in
          let halves = b?[index].floats ?? Array(repeating: 0, count: 8 * units)
          return LSTMTrial.Direction(
            kernel: GateOrder.onnx.kernel(w[index].floats, r[index].floats, units: units),
            bias: GateOrder.onnx.bias(
              zip(halves[..<(4 * units)], halves[(4 * units)...]).map { $0 + $1 }, units: units),
            isReversed: reversed[index])
        }
      ], forgetBias: 0)
    let outcome = try trial.run(
      x, lengths: lengths ?? Array(repeating: x.shape[1], count: x.shape[0]),
      dy: Tensor(
        [x.shape[0], x.shape[1], units * reversed.count],
        Array(repeating: 1, count: x.shape[0] * x.shape[1] * units * reversed.count)),
      states: nil)
    // Y is [T, D, B, h] or [B, T, D, h]; ours is [B, T, D · h]. The states are [D, B, h] or [B, D, h].
    try expect(oracle, 0, isBatchFirst ? [] : [2, 0, 1, 3], outcome.y.floats)
    let (hidden, cell) = (outcome.states.map(\.hidden), outcome.states.map(\.cell))
    try expect(oracle, 1, isBatchFirst ? [1, 0, 2] : [], hidden.flatMap(\.floats))
    try expect(oracle, 2, isBatchFirst ? [1, 0, 2] : [], cell.flatMap(\.floats))
  }

  private func expect(
    _ oracle: OracleCase, _ index: Int, _ permutation: [Int], _ actual: [Float]
  ) throws {
    guard oracle.outputs.count > index, let tensor = oracle.outputs[index].tensor else { return }
    expectClose(
      actual, tensor.permuted(permutation).1, relative: oracle.relativeTolerance ?? 1e-3,
      absolute: oracle.absoluteTolerance ?? 1e-7, "\(oracle) \(oracle.outputs[index].name)")
  }
}
