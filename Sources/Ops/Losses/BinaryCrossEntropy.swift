import Kernels
import Runtime

/// `loss = mean (−t · log p − (1 − t) · log(1 − p))` over all elements, those past an example's end
/// left out.
///
/// As in PyTorch's `BCELoss` a logarithm counts as at least −100 and `p · (1 − p)` in the gradient as
/// at least 1e-12, so that a prediction of exactly 0 or 1 has a finite loss. ``SigmoidCrossEntropy``
/// reads the scores before the sigmoid and needs no such bound.
struct BinaryCrossEntropy: ElementwiseLoss {
  static let schema = OpSchema(
    "binary_cross_entropy",
    "Scores yes-or-no predictions given as probabilities; sigmoid_cross_entropy takes logits.",
    elsewhere: ["bce", "bce_loss"],
    formula: "loss = mean(−labels · log p − (1 − labels) · log(1 − p)), p = probabilities",
    group: .loss,
    inputs: [
      Operand("probabilities", "...", "What the model says, from 0 to 1."),
      Operand("labels", "...", "Probabilities of yes, from 0 to 1."),
    ],
    result: Operand("loss", "", "One number, or with `reduction: none` one for each pair."),
    attributes: [LossReduction.attribute])

  static let examples = [
    // log 2, log 4, the bound, and 0.
    OpExample(
      ["reduction": "none"],
      inputs: [Tensor([4], [0.5, 0.25, 0, 1]), Tensor([4], [1, 1, 1, 1])],
      result: Tensor([4], [0.6931472, 1.3862944, 100, 0]))
  ]

  let reduction: LossReduction

  init(_ attributes: AttributeReader) throws(OpError) {
    reduction = try attributes[LossReduction.attribute]
  }

  func value(_ p: Float8, _ t: Float8) -> Float8 {
    let (yes, no) = logarithms(p)
    return -(t * yes + (Float8(repeating: 1) - t) * no)
  }

  func derivatives(_ p: Float8, _ t: Float8) -> (a: Float8, b: Float8) {
    let (yes, no) = logarithms(p)
    let variance = VectorMath.max(
      p * (Float8(repeating: 1) - p), Float8(repeating: 1e-12))
    return ((p - t) / variance, no - yes)
  }

  private func logarithms(_ p: Float8) -> (yes: Float8, no: Float8) {
    let least = Float8(repeating: -100)
    return (
      VectorMath.max(VectorMath.log(p), least),
      VectorMath.max(VectorMath.log(Float8(repeating: 1) - p), least)
    )
  }
}
