import Runtime

/// `y[b, t, …] = x[b, t, …]` for the steps `t < length[b]`, else 0.
///
/// It stands between a value whose steps past an example's end are not zero, such as the result of a
/// `dense` with a bias, and an op that reads them.
public struct Mask: PrimitiveOp {
  public static let schema = OpSchema(
    "mask", "Makes the steps past each example's end zero.",
    formula: "y[b, t] = x[b, t] if t < length[b] else 0", group: .sequence,
    inputs: [Operand("x", "batch time ...", "the sequences")],
    result: Operand("y", "batch time ..."))

  public static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, 3, 9])], lengths: [2, 1],
      result: Tensor([2, 2, 1], [1, 3, 3, 0]))
  ]

  public init(_ attributes: AttributeReader) {}

  public var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  public func tail(_ inputs: [TensorType]) -> TensorType.Tail { .zero }

  public func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  public func forward(_ call: KernelCall) { copyOwnSteps(of: call.input(0), to: call.result(0)) }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    return [try builder.append(MaskGradient(type: builder.type(of: call.inputs[0])), [dy])[0]]
  }
}

/// `dx = dy` at an example's own steps, else 0: what lies past the end has no influence.
struct MaskGradient: GradientOp {
  let name = "mask_gradient"
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) { copyOwnSteps(of: call.input(0), to: call.result(0)) }
}

/// Copies what is an example's own and writes zeros past its end.
private func copyOwnSteps(of x: TensorView, to y: TensorView) {
  guard y.isRagged else {
    if x.floats != y.floats { y.floats.update(from: x.floats, count: y.count) }
    return
  }
  let (from, to, size) = (x.steps, y.steps, y.stepSize)
  for example in 0..<to.batch where x.floats != y.floats {
    (y.floats + to.start(example) * size).update(
      from: x.floats + from.start(example) * size, count: to.length(example) * size)
  }
  y.zeroTails()
}
