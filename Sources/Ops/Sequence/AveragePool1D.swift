import Kernels
import Runtime

/// `y[b, t, …] = mean x[b, s, …]` over the example's own steps `s` in
/// `t·stride − left ..< t·stride − left + window`.
///
/// Numbers of windows and `left` are those of ``Conv1D`` with the same `padding` and `stride`. What
/// lies beyond the ends does not count, so a window at an end divides by fewer steps (PyTorch's
/// `count_include_pad=False`).
struct AveragePool1D: PrimitiveOp {
  static let schema = PoolWindow.schema(
    "average_pool1d", "Averages each channel in windows along the steps.",
    elsewhere: ["avg_pool1d", "average_pooling1d", "avg_pool"],
    formula:
      "y[b, t, …] = meanₛ x[b, s, …] over the own steps s of a window from t · stride − left on")

  static let examples = [
    OpExample(
      ["window": 2], inputs: [Tensor([2, 3, 1], [1, 3, 5, -2, -4, 0])], lengths: [3, 2],
      result: Tensor([2, 2, 1], [2, 5, -3, 0])),
    OpExample(
      ["window": 3, "stride": 1], inputs: [Tensor([1, 4, 1], [1, 3, 5, 10])],
      result: Tensor([1, 4, 1], [2, 3, 6, 7.5])),
    OpExample(
      ["window": 2, "stride": 1, "padding": "causal"],
      inputs: [Tensor([1, 2, 2], [1, 6, 2, 5])], result: Tensor([1, 2, 2], [1, 6, 1.5, 5.5])),
  ]

  private let pool: PoolWindow

  init(_ attributes: AttributeReader) throws(OpError) { pool = try PoolWindow(attributes) }

  func derive(_ axes: inout AxisBinding) throws(OpError) { try pool.derive(&axes) }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail { .zero }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] { [pool.receptiveField] }

  func flops(_ call: KernelCall) -> Double { pool.flops(windows: call.result(0)) }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    let size = y.stepSize
    pool.forEachWindow(of: x, in: y) { row, covered in
      let mean = y.floats + row * size
      let share = 1 / Float(covered.count)
      RowKernels.scale(share, x.floats + covered.lowerBound * size, to: mean, count: size)
      for step in covered.dropFirst() {
        RowKernels.axpy(share, x.floats + step * size, to: mean, count: size)
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = AveragePool1DGradient(pool: pool, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx[b, s, …] = Σ dy[b, t, …] / n[t]` over the windows `t` that cover `s`, of `n[t]` own steps.
struct AveragePool1DGradient: GradientOp {
  let name = "average_pool1d_gradient"
  let pool: PoolWindow
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double { pool.flops(windows: call.input(0)) }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    let size = dy.stepSize
    dx.floats.update(repeating: 0, count: dx.count)
    pool.forEachWindow(of: dx, in: dy) { row, covered in
      let share = 1 / Float(covered.count)
      for step in covered {
        RowKernels.axpy(share, dy.floats + row * size, to: dx.floats + step * size, count: size)
      }
    }
  }
}
