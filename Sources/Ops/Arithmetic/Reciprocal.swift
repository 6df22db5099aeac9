import Kernels
import Runtime

/// `y = 1 / x`; its slope is `−y²`.
struct Reciprocal: ElementwiseOp {
  static let schema = OpSchema(
    "reciprocal", "Divides 1 by each number.", formula: "y = 1 / x", group: .arithmetic,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.result

  static let finiteRemedy: String? =
    "`reciprocal` is infinite at 0: keep what it reads away from it, as `clip` does"

  static let examples = [
    OpExample(inputs: [Tensor([3], [2, -4, 0.5])], result: Tensor([3], [0.5, -0.25, 2]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    Float8(repeating: 1) / x
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    -(y * y)
  }
}
