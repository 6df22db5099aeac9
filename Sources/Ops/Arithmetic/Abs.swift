import Kernels
import Runtime

/// `y = |x|`; the slope at 0 is 0.
struct Abs: ElementwiseOp {
  static let schema = OpSchema(
    "abs", "Takes the absolute value of each number.", formula: "y = |x|", group: .arithmetic,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [-2, 0, 3])], result: Tensor([3], [2, 0, 3]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.abs(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8.zero
      .replacing(with: 1, where: x .> .zero)
      .replacing(with: -1, where: x .< .zero)
  }
}
