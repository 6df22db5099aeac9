import Kernels
import Runtime

/// `y = max(x, 0)`; the slope at 0 is 0.
struct ReLU: ElementwiseOp {
  static let schema = OpSchema(
    "relu", "Keeps positive numbers and turns the others into 0.", formula: "y = max(x, 0)",
    group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(inputs: [Tensor([4], [-2, -0.5, 0, 3])], result: Tensor([4], [0, 0, 0, 3]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.max(x, .zero)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8.zero.replacing(with: 1, where: y .> .zero)
  }
}
