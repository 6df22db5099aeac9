import Kernels
import Runtime

/// `loss = mean |a − b|` over all elements, those past an example's end left out.
///
/// The slope where both are equal is 0.
struct MeanAbsoluteError: ElementwiseLoss {
  static let schema = OpSchema(
    "mean_absolute_error", "Averages the absolute differences of two values.",
    elsewhere: ["mae", "mae_loss", "l1_loss"],
    formula: "loss = mean(|predictions − targets|)",
    group: .loss,
    inputs: [
      Operand("predictions", "...", "What the model says."),
      Operand("targets", "...", "What it should say."),
    ],
    result: Operand("loss", "", "One number, or with `reduction: none` one for each pair."),
    attributes: [LossReduction.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2, 2], [1, 0, 3, 8])],
      result: Tensor([], [1.5])),
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 3, 9]), Tensor([2, 2, 1], [0, 0, 0, 0])], lengths: [2, 1],
      result: Tensor([], [2])),
  ]

  let reduction: LossReduction

  init(_ attributes: AttributeReader) throws(OpError) {
    reduction = try attributes[LossReduction.attribute]
  }

  func value(_ a: Float8, _ b: Float8) -> Float8 { VectorMath.abs(a - b) }

  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8) {
    let slope = Float8.zero.replacing(with: 1, where: a .> b).replacing(with: -1, where: a .< b)
    return (slope, -slope)
  }
}
