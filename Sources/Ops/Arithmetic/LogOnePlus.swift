import Kernels
import Runtime

/// `y = log(1 + x)`; −∞ at −1 and NaN below.
struct LogOnePlus: ElementwiseOp {
  static let schema = OpSchema(
    "log1p", "Takes the natural logarithm of 1 plus each number, exact for small ones.",
    formula: "y = log(1 + x)",
    group: .arithmetic, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let finiteRemedy: String? =
    "`log1p` is finite above -1 alone: "
    + "`{op: clip, min: -0.999}` before it keeps what it reads there"

  static let examples = [
    OpExample(
      inputs: [Tensor([3], [0, 1, -0.5])], result: Tensor([3], [0, 0.6931472, -0.6931472]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.log1p(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: 1) / (Float8(repeating: 1) + x)
  }
}
