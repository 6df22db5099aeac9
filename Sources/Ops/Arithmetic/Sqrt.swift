import Kernels
import Runtime

/// `y = √x`; NaN below 0, and its slope at 0 is ∞.
struct Sqrt: ElementwiseOp {
  static let schema = OpSchema(
    "sqrt", "Takes the square root of each number.", formula: "y = √x", group: .arithmetic,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.result

  static let finiteRemedy: String? =
    "`sqrt` is finite from 0 on, its slope above 0 alone: "
    + "`{op: clip, min: 1e-6}` before it keeps what it reads there"

  static let examples = [
    OpExample(inputs: [Tensor([3], [1, 4, 2.25])], result: Tensor([3], [1, 2, 1.5]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    x.squareRoot()
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: 0.5) / y
  }
}
