import Kernels
import Runtime

/// The gradient of ``LSTMLayerOp``.
///
/// Inputs: those of the layer, then gates, cells and previous hidden states of each direction, then
/// the gradients that arrive. Results: kernel, bias and gate gradients of each direction, then that
/// of x when it is wanted. The gates' gradients take over the memory of the gates.
struct LSTMLayerGradient: GradientOp {
  let name = "lstm_gradient"
  let layer: LSTMLayerOp
  let x: TensorType
  let wantsInput: Bool
  /// For each result of the layer whether a gradient arrives.
  let arriving: [Bool]

  private var savedStart: Int { 1 + 2 * layer.directions.count }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    var types: [TensorType] = []
    for index in layer.directions.indices {
      types += [inputs[1 + 2 * index], inputs[2 + 2 * index], inputs[savedStart + 3 * index]]
    }
    return types + (wantsInput ? [x] : [])
  }

  var inPlacePairs: [(result: Int, input: Int)] {
    layer.directions.indices.map { (3 * $0 + 2, savedStart + 3 * $0) }
  }

  func scratchCount(_ call: KernelCall) -> Int { LSTMRows.scratchCount(call.input(0), layer) }

  func flops(_ call: KernelCall) -> Double { (wantsInput ? 2 : 1.5) * layer.flops(call) }

  func forward(_ call: KernelCall) {
    // The copy of x is needed until the weights' gradients are done, so dx gets a pass of its own.
    let rows = LSTMRows(call.input(0), call.scratch, layer, isPacking: true)
    let directions = layer.directions.indices.map { direction($0, call) }
    let dy = arriving[0] ? call.input(savedStart + 3 * layer.directions.count) : nil
    let dx = wantsInput ? call.result(3 * layer.directions.count) : nil
    let y = dy ?? call.input(savedStart)
    rows.layer(directions, y: y).backward(
      dY: dy.map { UnsafePointer($0.floats) }, dYStride: dy?.width ?? 0,
      dX: rows.isCopy ? nil : dx?.floats, dXStride: dx?.width ?? 0)
    guard let dx, rows.isCopy else { return }
    for (index, direction) in directions.enumerated() {
      let columns = 4 * layer.units
      Gemm.parallelGemm(
        false, true, m: rows.shape.rows, n: dx.width, k: columns, direction.gates, lda: columns,
        direction.kernel, ldb: columns, beta: index == 0 ? 0 : 1, rows.x, ldc: dx.width)
    }
    rows.unpack(into: dx)
  }

  private func direction(_ index: Int, _ call: KernelCall) -> LSTMDirection {
    let saved = (0..<3).map { call.input(savedStart + 3 * index + $0) }
    let gates = call.result(3 * index + 2)
    if gates.floats != saved[0].floats {
      gates.floats.update(from: saved[0].floats, count: gates.count)
    }
    var direction = layer.direction(
      index, kernel: call.input(1 + 2 * index), bias: call.input(2 + 2 * index),
      saved: [gates, saved[1], saved[2]])
    direction.kernelGradient = call.result(3 * index).floats
    direction.biasGradient = call.result(3 * index + 1).floats
    direction.finalHiddenGradient = arrived(4, index, call)
    direction.finalCellGradient = arrived(5, index, call)
    return direction
  }

  /// The gradient of a direction's result, when one arrives.
  private func arrived(_ result: Int, _ index: Int, _ call: KernelCall) -> UnsafePointer<Float>? {
    let position = result + index * LSTMLayerOp.resultsPerDirection
    guard arriving[position] else { return nil }
    let before = arriving[..<position].filter { $0 }.count
    return UnsafePointer(call.input(savedStart + 3 * layer.directions.count + before).floats)
  }
}
