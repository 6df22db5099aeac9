import Kernels
import Runtime

/// `da[i] = Σ dy[j] · ∂y[j]/∂a[i]` over the elements `j` for which `a[i]` was repeated, or the same
/// for `b`.
///
/// Reads `dy`, and `a` and `b` unless the function is linear. Sums are double precision, in storage
/// order.
struct BroadcastGradient<Function: BinaryOp>: GradientOp {
  let function: Function
  /// Whether this is the gradient of `a`.
  let isLeft: Bool
  /// The type of the operand.
  let type: TensorType
  /// Whether neither operand was repeated.
  let isAligned: Bool
  /// Whether this operand was repeated.
  let isReduced: Bool

  var name: String { "\(Function.schema.name)_gradient" }

  /// Whether the gradient is `dy` itself but for its type.
  var passesGradientOn: Bool { Function.isLinear && slope(.zero, .zero)[0] == 1 }

  var inPlacePairs: [(result: Int, input: Int)] {
    isAligned ? (0..<(Function.isLinear ? 1 : 3)).map { (0, $0) } : []
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  /// Sums take two floats each.
  func scratchCount(_ call: KernelCall) -> Int { isReduced ? 2 * call.result(0).count : 0 }

  func forward(_ call: KernelCall) {
    if isAligned {
      call.forEachRun(inputs: Function.isLinear ? 1 : 3) { run in
        // Of a linear function's operands nothing is read but that they are there.
        let (a, b) = (run.inputs[Function.isLinear ? 0 : 1], run.inputs[Function.isLinear ? 0 : 2])
        forEachProduct(run.inputs[0], Lanes(a, stride: 1), Lanes(b, stride: 1), run.count) {
          VectorMath.store($0, run.result + $1, count: $2)
        }
      }
    } else if isReduced {
      sumRepeated(call)
    } else {
      let dx = call.result(0)
      dx.floats.update(repeating: 0, count: dx.count)
      forEachRow(call) { dy, places, count, _, a, b in
        forEachProduct(dy, a, b, count) {
          VectorMath.store($0, dx.floats + places[0] + $1, count: $2)
        }
      }
    }
  }

  private func sumRepeated(_ call: KernelCall) {
    let dx = call.result(0)
    guard dx.count > 0 else { return }
    let sums = UnsafeMutableRawPointer(call.scratch)
      .bindMemory(to: Double.self, capacity: dx.count)
    sums.update(repeating: 0, count: dx.count)
    forEachRow(call) { dy, places, count, strides, a, b in
      let target = sums + places[0]
      forEachProduct(dy, a, b, count) { products, index, lanes in
        for lane in 0..<lanes {
          target[strides[0] * (index + lane)] += Double(products[lane])
        }
      }
    }
    for index in 0..<dx.count { dx.floats[index] = Float(sums[index]) }
  }

  @inline(__always)
  private func forEachRow(
    _ call: KernelCall,
    _ body: (
      UnsafeMutablePointer<Float>, BroadcastNest.Places, Int, BroadcastNest.Places, Lanes, Lanes
    ) -> Void
  ) {
    let (dy, dx) = (call.input(0), call.result(0))
    let (a, b) = Function.isLinear ? (dx, dx) : (call.input(1), call.input(2))
    forEachBroadcastRow(dy, [dx, a, b]) { index, places, count, strides in
      body(
        dy.floats + index, places, count, strides,
        Lanes(a.floats + places[1], stride: strides[1]),
        Lanes(b.floats + places[2], stride: strides[2]))
    }
  }

  @inline(__always)
  private func forEachProduct(
    _ dy: UnsafeMutablePointer<Float>, _ a: Lanes, _ b: Lanes, _ count: Int,
    _ body: (Float8, Int, Int) -> Void
  ) {
    var index = 0
    while index + 8 <= count {
      body(slope(a[index], b[index]) * VectorMath.load(dy + index), index, 8)
      index += 8
    }
    let rest = count - index
    guard rest > 0 else { return }
    let products = slope(a[index, rest], b[index, rest]) * VectorMath.load(dy + index, count: rest)
    body(products, index, rest)
  }

  @inline(__always)
  private func slope(_ a: Float8, _ b: Float8) -> Float8 {
    let slopes = function.derivatives(a, b)
    return isLeft ? slopes.a : slopes.b
  }

  func flops(_ call: KernelCall) -> Double { Double(2 * call.input(0).count) }
}
