import Kernels
import OracleSupport
import Runtime
import Testing

/// Recurrent layers against the node tests of ONNX, time first or batch first.
@Suite struct OnnxRecurrentTests {
  @Test(arguments: ["lstm", "gru", "rnn"]) func resultsAgree(family: String) throws {
    guard Oracles.url("onnx-node/\(family).json") != nil else { return }
    var tally = OracleTally()
    for oracle in try OracleFamily("onnx-node", family).cases {
      do {
        try check(oracle)
        tally.checked += 1
      } catch let unmapped as Unmapped {
        tally.skip(unmapped.reason)
      }
    }
    print("onnx-node/\(family):", tally)
  }

  private func check(_ oracle: OracleCase) throws {
    for name in ["activations", "clip", "input_forget"] where oracle.attributes[name] != nil {
      throw Unmapped("a cell with \(name)")
    }
    let operands = oracle.inputs.map(\.tensor)
    for (index, what) in [(5, "initial states"), (6, "initial states"), (7, "peepholes")] {
      if operands.count > index, operands[index] != nil { throw Unmapped("a cell with \(what)") }
    }
    let cell: CellKind =
      switch oracle.op {
      case "LSTM": .lstm
      case "GRU": oracle.integer("linear_before_reset") == 1 ? .gru : .resetFirstGRU
      default: .tanh
      }
    let order = GateOrder.onnx(cell)
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
    let trial = RecurrentTrial(
      cell: cell,
      layers: [
        reversed.indices.map { index in
          let size = cell.kernelBlocks * units
          let halves = b?[index].floats ?? Array(repeating: 0, count: 2 * size)
          return RecurrentTrial.Direction(
            kernel: order.kernel(w[index].floats, r[index].floats, units: units),
            bias: order.bias(Array(halves[..<size]), Array(halves[size...]), units: units),
            isReversed: reversed[index])
        }
      ])
    let outcome = try trial.run(
      x, lengths: lengths ?? Array(repeating: x.shape[1], count: x.shape[0]),
      dy: Tensor(
        [x.shape[0], x.shape[1], units * reversed.count],
        Array(repeating: 1, count: x.shape[0] * x.shape[1] * units * reversed.count)),
      states: nil)
    // Y is [T, D, B, h] or [B, T, D, h]; ours is [B, T, D · h]. The states are [D, B, h] or [B, D, h].
    try expect(oracle, 0, isBatchFirst ? [] : [2, 0, 1, 3], outcome.y.floats)
    for number in outcome.states[0].indices {
      let state = outcome.states.flatMap { $0[number].floats }
      try expect(oracle, 1 + number, isBatchFirst ? [1, 0, 2] : [], state)
    }
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
