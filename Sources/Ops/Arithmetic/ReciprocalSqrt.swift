import Kernels
import Runtime

/// `y = 1 / √x`; its slope is `−y³ / 2`.
struct ReciprocalSqrt: ElementwiseOp {
  static let schema = OpSchema(
    "rsqrt", "Takes the reciprocal of the square root of each number.", formula: "y = 1 / √x",
    group: .arithmetic, inputs: anyShape,
    result: sameShape)

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.result

  static let finiteRemedy: String? =
    "`rsqrt` is finite above 0 alone: `{op: clip, min: 1e-6}` before it keeps what it reads there"

  static let examples = [
    OpExample(inputs: [Tensor([3], [1, 4, 0.25])], result: Tensor([3], [1, 0.5, 2]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    Float8(repeating: 1) / x.squareRoot()
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: -0.5) * y * y * y
  }
}
