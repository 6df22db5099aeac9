import Kernels
import Runtime

/// `y = x / (1 + |x|)`.
struct Softsign: ElementwiseOp {
  static let schema = OpSchema(
    "softsign", "Squashes numbers between -1 and 1, more slowly than tanh.",
    formula: "y = x / (1 + |x|)", group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 1, -3])], result: Tensor([3], [0, 0.5, -0.75]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    x / (Float8(repeating: 1) + VectorMath.abs(x))
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    let sum = Float8(repeating: 1) + VectorMath.abs(x)
    return Float8(repeating: 1) / (sum * sum)
  }
}
