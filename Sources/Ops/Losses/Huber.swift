import Kernels
import Runtime

/// `loss = mean h(a − b)` with `h(d) = d² / 2` up to `|d| = δ` and `δ · (|d| − δ / 2)` beyond
/// (Huber 1964), as in PyTorch and Keras; elements past an example's end are left out.
struct Huber: ElementwiseLoss {
  static let delta = Attribute<Double>(
    "delta", "The difference from which on the loss grows along a straight line.", default: 1,
    above: 0)

  static let schema = OpSchema(
    "huber", "Averages half the squares of small differences and the size of large ones.",
    elsewhere: ["smooth_l1_loss"],
    formula: """
      loss = mean(h(predictions − targets))
      h(d) = d² / 2 if |d| ≤ delta, else delta · (|d| − delta / 2)
      """,
    group: .loss,
    inputs: [
      Operand("predictions", "...", "What the model says."),
      Operand("targets", "...", "What it should say."),
    ],
    result: Operand("loss", "", "One number, or with `reduction: none` one for each pair."),
    attributes: [delta, LossReduction.attribute])

  static let examples = [
    OpExample(
      ["delta": 2, "reduction": "none"],
      inputs: [Tensor([4], [1, 2, 3, -8]), Tensor([4], [0, 0, 0, 0])],
      result: Tensor([4], [0.5, 2, 4, 14])),
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 3, 9]), Tensor([2, 2, 1], [0.5, 0, 3, 0])],
      lengths: [2, 1], result: Tensor([], [0.5416667])),
  ]

  let delta: Float
  let reduction: LossReduction

  init(_ attributes: AttributeReader) throws(OpError) {
    delta = Float(try attributes[Self.delta])
    reduction = try attributes[LossReduction.attribute]
  }

  func value(_ a: Float8, _ b: Float8) -> Float8 {
    let (half, bound) = (Float8(repeating: 0.5), Float8(repeating: delta))
    let size = VectorMath.abs(a - b)
    return (half * size * size).replacing(
      with: bound * (size - half * bound), where: size .> bound)
  }

  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8) {
    let bound = Float8(repeating: delta)
    let slope = VectorMath.max(VectorMath.min(a - b, bound), -bound)
    return (slope, -slope)
  }
}
