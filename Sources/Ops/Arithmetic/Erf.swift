import Kernels
import Runtime

/// `y = 2/√π · ∫₀ˣ e^−t² dt`; its slope is `2/√π · e^−x²`.
struct Erf: ElementwiseOp {
  static let schema = OpSchema(
    "erf", "Takes the error function of each number.", formula: "y = 2/√π · ∫₀ˣ e^−t² dt",
    group: .arithmetic, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 1, -5])], result: Tensor([3], [0, 0.8427008, -1]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.erf(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: 1.128_379_2) * VectorMath.exp(-(x * x))
  }
}
