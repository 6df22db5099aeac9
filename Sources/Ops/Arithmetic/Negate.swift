import Kernels
import Runtime

/// `y = −x`.
struct Negate: ElementwiseOp {
  static let schema = OpSchema(
    "negate", "Changes the sign of each number.",
    elsewhere: ["neg"], formula: "y = −x", group: .arithmetic,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [2, -4, 0])], result: Tensor([3], [-2, 4, 0]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    -x
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: -1)
  }
}
