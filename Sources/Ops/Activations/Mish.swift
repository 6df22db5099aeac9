import Kernels
import Runtime

/// `y = x · tanh(log(1 + eˣ))` (Misra 2019).
struct Mish: ElementwiseOp {
  static let schema = OpSchema(
    "mish", "Multiplies each number by the tanh of its softplus.",
    formula: "y = x · tanh(log(1 + eˣ))", group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 1, 30])], result: Tensor([3], [0, 0.865098, 30]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    x * VectorMath.tanh(VectorMath.softplus(x))
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    let t = VectorMath.tanh(VectorMath.softplus(x))
    return t + x * VectorMath.sigmoid(x) * (Float8(repeating: 1) - t * t)
  }
}
