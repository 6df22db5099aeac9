import Kernels
import Runtime

/// `y = x · σ(x)` with `σ(x) = 1 / (1 + e⁻ˣ)` (Elfwing and others 2018).
struct SiLU: ElementwiseOp {
  static let schema = OpSchema(
    "silu", "Multiplies each number by its own sigmoid, also called swish.",
    elsewhere: ["swish"],
    formula: "y = x / (1 + e⁻ˣ)", group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 1, -1])], result: Tensor([3], [0, 0.7310586, -0.26894143]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    x * VectorMath.sigmoid(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    let s = VectorMath.sigmoid(x)
    return s + x * s * (Float8(repeating: 1) - s)
  }
}
