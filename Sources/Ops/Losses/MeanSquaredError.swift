import Kernels
import Runtime

/// `loss = mean (a − b)²` over all elements, those past an example's end left out.
struct MeanSquaredError: ElementwiseLoss {
  static let schema = OpSchema(
    "mean_squared_error", "Averages the squares of the differences of two values.",
    elsewhere: ["mse", "mse_loss", "l2_loss"],
    formula: "loss = mean((predictions − targets)²)",
    group: .loss,
    inputs: [
      Operand("predictions", "...", "What the model says."),
      Operand("targets", "...", "What it should say."),
    ],
    result: Operand("loss", "", "One number, or with `reduction: none` one for each pair."),
    attributes: [LossReduction.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2, 2], [1, 0, 3, 8])], result: Tensor([], [5])),
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 3, 9]), Tensor([2, 2, 1], [0, 0, 1, 0])], lengths: [2, 1],
      result: Tensor([], [3])),
  ]

  let reduction: LossReduction

  init(_ attributes: AttributeReader) throws(OpError) {
    reduction = try attributes[LossReduction.attribute]
  }

  func value(_ a: Float8, _ b: Float8) -> Float8 { (a - b) * (a - b) }

  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8) {
    let slope = Float8(repeating: 2) * (a - b)
    return (slope, -slope)
  }
}
