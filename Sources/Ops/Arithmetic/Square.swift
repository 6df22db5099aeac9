import Kernels
import Runtime

/// `y = x²`.
struct Square: ElementwiseOp {
  static let schema = OpSchema(
    "square", "Squares each number.", formula: "y = x²", group: .arithmetic, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [-2, 0, 3])], result: Tensor([3], [4, 0, 9]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    x * x
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    x + x
  }
}
