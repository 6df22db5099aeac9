import Kernels
import Runtime

/// A loss of pairs of elements: state the function and its derivatives.
///
/// Steps past an example's end do not count. Sums are double precision, in storage order.
protocol ElementwiseLoss: PrimitiveOp {
  /// What becomes of the single losses.
  var reduction: LossReduction { get }

  /// The loss of one pair.
  func value(_ a: Float8, _ b: Float8) -> Float8

  /// Its derivatives by `a` and by `b`.
  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8)
}

extension ElementwiseLoss {
  func tail(_ inputs: [TensorType]) -> TensorType.Tail { .zero }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    return [reduction.resultType(inputs[0].dims)]
  }

  func forward(_ call: KernelCall) {
    let (a, b, y) = (call.input(0), call.input(1), call.result(0))
    guard reduction != .none else {
      return call.forEachRun(inputs: 2) { run in
        forEachPair(run.inputs[0], run.inputs[1], run.count) {
          VectorMath.store($0, run.result + $1, count: $2)
        }
      }
    }
    var (sum, count) = (0.0, 0)
    forEachOwnStretch(of: [a, b, y]) { first, elements in
      count += elements
      forEachPair(a.floats + first[0], b.floats + first[1], elements) { losses, _, lanes in
        for lane in 0..<lanes { sum += Double(losses[lane]) }
      }
    }
    y.floats[0] = Float(reduction == .mean ? sum / Double(max(1, count)) : sum)
  }

  @inline(__always)
  private func forEachPair(
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ count: Int,
    _ body: (Float8, Int, Int) -> Void
  ) {
    for index in stride(from: 0, to: count, by: 8) {
      let lanes = min(8, count - index)
      let (x, y) = (
        VectorMath.load(a + index, count: lanes), VectorMath.load(b + index, count: lanes)
      )
      body(value(x, y), index, lanes)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil, nil] }
    var gradients: [Value?] = [nil, nil]
    for side in 0...1 where call.wantsGradient[side] {
      let op = ElementwiseLossGradient(
        loss: self, isLeft: side == 0, type: builder.type(of: call.inputs[side]))
      gradients[side] = try builder.append(op, call.inputs + [dy])[0]
    }
    return gradients
  }

  func flops(_ call: KernelCall) -> Double { Double(3 * call.input(0).count) }
}

/// The derivative of an ``ElementwiseLoss`` times the gradient that arrives; reads `a`, `b` and that.
struct ElementwiseLossGradient<Loss: ElementwiseLoss>: GradientOp {
  let loss: Loss
  /// Whether this is the gradient of `a`.
  let isLeft: Bool
  /// The type of the operand.
  let type: TensorType

  var name: String { "\(loss.name)_gradient" }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(2), call.result(0))
    let isReduced = loss.reduction != .none
    var factor: Float = 1
    if isReduced {
      factor = dy.floats[0]
      if loss.reduction == .mean { factor /= Float(max(1, ownCount(dx))) }
    }
    let scale = Float8(repeating: factor)
    call.forEachRun(inputs: isReduced ? 2 : 3) { run in
      let (a, b, dy) = (run.inputs[0], run.inputs[1], run.inputs[2])
      for index in stride(from: 0, to: run.count, by: 8) {
        let lanes = min(8, run.count - index)
        let slopes = loss.derivatives(
          VectorMath.load(a + index, count: lanes), VectorMath.load(b + index, count: lanes))
        let weight = isReduced ? scale : VectorMath.load(dy + index, count: lanes)
        VectorMath.store(
          (isLeft ? slopes.a : slopes.b) * weight, run.result + index, count: lanes)
      }
    }
    dx.zeroTails()
  }

  private func ownCount(_ view: TensorView) -> Int {
    guard view.isRagged else { return view.count }
    return (0..<view.steps.batch).reduce(0) { $0 + view.steps.length($1) } * view.stepSize
  }

  func flops(_ call: KernelCall) -> Double { Double(4 * call.result(0).count) }
}
