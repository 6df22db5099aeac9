import Kernels
import Runtime

/// `y[b, t, …] = max x[b, s, …]` over the example's own steps `s` in
/// `t·stride − left ..< t·stride − left + window`.
///
/// Numbers of windows and `left` are those of ``Conv1D`` with the same `padding` and `stride`. The
/// gradient goes to the first step that holds the maximum.
struct MaxPool1D: PrimitiveOp {
  static let schema = PoolWindow.schema(
    "max_pool1d", "Takes the largest value of each channel in windows along the steps.",
    elsewhere: ["max_pooling1d", "max_pool"],
    formula:
      "y[b, t, …] = maxₛ x[b, s, …] over the own steps s of a window from t · stride − left on")

  static let examples = [
    OpExample(
      ["window": 2], inputs: [Tensor([2, 3, 1], [1, 3, -3, -2, -4, 0])], lengths: [3, 2],
      result: Tensor([2, 2, 1], [3, -3, -2, 0])),
    OpExample(
      ["window": 3, "stride": 1], inputs: [Tensor([1, 4, 1], [-1, -2, -3, -4])],
      result: Tensor([1, 4, 1], [-1, -1, -2, -3])),
    OpExample(
      ["window": 2, "stride": 1, "padding": "valid"],
      inputs: [Tensor([1, 3, 2], [1, 6, 2, 5, 3, 4])], result: Tensor([1, 2, 2], [2, 6, 3, 5])),
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
      let best = y.floats + row * size
      best.update(from: x.floats + covered.lowerBound * size, count: size)
      for step in covered.dropFirst() {
        LineMath.raise(best, to: x.floats + step * size, count: size)
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = MaxPool1DGradient(pool: pool, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [call.inputs[0], call.results[0], dy])
  }
}

/// `dx[b, s, …] = Σ dy[b, t, …]` over the windows `t` in which `s` is the first step that holds the
/// maximum.
struct MaxPool1DGradient: GradientOp {
  let name = "max_pool1d_gradient"
  let pool: PoolWindow
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double { 2 * pool.flops(windows: call.input(1)) }

  func forward(_ call: KernelCall) {
    let (x, y, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let size = y.stepSize
    // `y` and `dy` are stored alike, and so are `x` and `dx`.
    dx.floats.update(repeating: 0, count: dx.count)
    pool.forEachWindow(of: x, in: y) { row, covered in
      for first in stride(from: 0, to: size, by: 8) {
        let (lanes, place) = (min(8, size - first), row * size + first)
        let largest = LineMath.load(y.floats + place, count: lanes)
        var rest = LineMath.load(dy.floats + place, count: lanes)
        for step in covered {
          let place = step * size + first
          let isHere = LineMath.load(x.floats + place, count: lanes) .== largest
          let share = Float8.zero.replacing(with: rest, where: isHere)
          let sum = LineMath.load(dx.floats + place, count: lanes)
          LineMath.store(sum + share, dx.floats + place, count: lanes)
          rest.replace(with: 0, where: isHere)
        }
      }
    }
  }
}
