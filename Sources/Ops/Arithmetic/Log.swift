import Kernels
import Runtime

/// `y = log x`; −∞ at 0 and NaN below.
struct Log: ElementwiseOp {
  static let schema = OpSchema(
    "log", "Takes the natural logarithm of each number.", formula: "y = log x", group: .arithmetic,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.input

  static let finiteRemedy: String? =
    "`log` is finite above 0 alone: `{op: clip, min: 1e-6}` before it keeps what it reads there"

  static let examples = [
    OpExample(inputs: [Tensor([3], [1, 2, 0.5])], result: Tensor([3], [0, 0.6931472, -0.6931472]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.log(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: 1) / x
  }
}
