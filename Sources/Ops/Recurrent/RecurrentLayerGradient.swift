import Kernels
import Runtime

/// The gradient of ``RecurrentLayerOp``.
///
/// Inputs: those of the layer, then what each direction saved, then the gradients that arrive.
/// Results: kernel, bias and gate gradients of each direction, then that of x when it is wanted. The
/// gates' gradients take over the memory of the gates.
struct RecurrentLayerGradient: GradientOp {
  let layer: RecurrentLayerOp
  let x: TensorType
  let wantsInput: Bool
  /// For each result of the layer whether a gradient arrives.
  let arriving: [Bool]

  var name: String { "\(layer.name)_gradient" }

  /// The input where what a direction saved starts.
  private func firstSaved(_ direction: Int) -> Int {
    1 + 2 * layer.directions.count + layer.savedCount * direction
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    var types: [TensorType] = []
    for index in layer.directions.indices {
      types += [inputs[1 + 2 * index], inputs[2 + 2 * index], inputs[firstSaved(index)]]
    }
    return types + (wantsInput ? [x] : [])
  }

  var inPlacePairs: [(result: Int, input: Int)] {
    layer.directions.indices.map { (3 * $0 + 2, firstSaved($0)) }
  }

  func scratchCount(_ call: KernelCall) -> Int { RecurrentRows.scratchCount(call.input(0), layer) }

  func flops(_ call: KernelCall) -> Double { (wantsInput ? 2 : 1.5) * layer.flops(call) }

  func forward(_ call: KernelCall) {
    // The copy of x is needed until the weights' gradients are done, so dx gets a pass of its own.
    let rows = RecurrentRows(call.input(0), call.scratch, layer, isPacking: true)
    let directions = layer.directions.indices.map { direction($0, call) }
    let dy = arriving[0] ? call.input(firstSaved(layer.directions.count)) : nil
    let dx = wantsInput ? call.result(3 * layer.directions.count) : nil
    let y = dy ?? call.input(firstSaved(0))
    rows.layer(directions, y: y).backward(
      dY: dy.map { UnsafePointer($0.floats) }, dYStride: dy?.width ?? 0,
      dX: rows.isCopy ? nil : dx?.floats, dXStride: dx?.width ?? 0)
    guard let dx, rows.isCopy else { return }
    let shape = rows.shape
    for (index, direction) in directions.enumerated() {
      Gemm.parallelGemm(
        false, true, m: shape.rows, n: dx.width, k: shape.kernelColumns, direction.gates,
        lda: shape.gateColumns, direction.kernel, ldb: shape.kernelColumns,
        beta: index == 0 ? 0 : 1, rows.x, ldc: dx.width)
    }
    rows.unpack(into: dx)
  }

  private func direction(_ index: Int, _ call: KernelCall) -> RecurrentDirection {
    var saved = (0..<layer.savedCount).map { call.input(firstSaved(index) + $0) }
    let gates = call.result(3 * index + 2)
    if gates.floats != saved[0].floats {
      gates.floats.update(from: saved[0].floats, count: gates.count)
    }
    saved[0] = gates
    var direction = layer.direction(
      index, kernel: call.input(1 + 2 * index), bias: call.input(2 + 2 * index), saved: saved)
    direction.kernelGradient = call.result(3 * index).floats
    direction.biasGradient = call.result(3 * index + 1).floats
    direction.finalHiddenGradient = arrived(layer.firstFinal(index), call)
    if layer.cell.carriesSaved {
      direction.finalSavedGradient = arrived(layer.firstFinal(index) + 1, call)
    }
    return direction
  }

  /// The gradient of a result of the layer, when one arrives.
  private func arrived(_ result: Int, _ call: KernelCall) -> UnsafePointer<Float>? {
    guard arriving[result] else { return nil }
    let before = arriving[..<result].filter { $0 }.count
    return UnsafePointer(call.input(firstSaved(layer.directions.count) + before).floats)
  }
}
