import Kernels
import Runtime

/// `y = eˣ`.
struct Exp: ElementwiseOp {
  static let schema = OpSchema(
    "exp", "Raises e to the power of each number.", formula: "y = eˣ", group: .arithmetic,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.result

  static let finiteRemedy: String? =
    "`exp` is infinite above 88.7: `{op: clip, max: 80}` before it keeps what it reads below"

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 1, -1])], result: Tensor([3], [1, 2.7182817, 0.36787945]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.exp(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    y
  }
}
