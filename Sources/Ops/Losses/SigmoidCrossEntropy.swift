import Kernels
import Runtime

/// `loss = mean (−t · log σ(x) − (1 − t) · log(1 − σ(x)))` over all elements.
///
/// It is computed as `max(x, 0) − x · t + log(1 + e^−|x|)`, which is finite for every finite `x`.
struct SigmoidCrossEntropy: ElementwiseLoss {
  static let schema = OpSchema(
    "sigmoid_cross_entropy", "Scores independent yes-or-no predictions.",
    elsewhere: ["bce_with_logits"],
    formula: "loss = mean(−t · log σ(x) − (1 − t) · log(1 − σ(x)))",
    group: .loss,
    inputs: [
      Operand("logits", "...", "Scores before the sigmoid."),
      Operand("labels", "...", "Probabilities of yes, from 0 to 1."),
    ],
    result: Operand("loss", "", "One number, or with `reduction: none` one for each pair."),
    attributes: [LossReduction.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([4], [0, 0, 1000, -1000]), Tensor([4], [0, 1, 1, 1])],
      result: Tensor([], [250.34657]))
  ]

  let reduction: LossReduction

  init(_ attributes: AttributeReader) throws(OpError) {
    reduction = try attributes[LossReduction.attribute]
  }

  func value(_ x: Float8, _ t: Float8) -> Float8 {
    VectorMath.max(x, .zero) - x * t + VectorMath.softplus(-VectorMath.abs(x))
  }

  func derivatives(_ x: Float8, _ t: Float8) -> (a: Float8, b: Float8) {
    (VectorMath.sigmoid(x) - t, -x)
  }
}
