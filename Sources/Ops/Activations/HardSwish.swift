import Kernels
import Runtime

/// `y = x · min(max(x / 6 + 1/2, 0), 1)` (Howard and others 2019).
struct HardSwish: ElementwiseOp {
  static let schema = OpSchema(
    "hard_swish", "Approximates silu by pieces without an exponential.",
    formula: "y = x · min(max(x / 6 + 1/2, 0), 1)", group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([4], [-3, 0, 1.5, 6])], result: Tensor([4], [0, 0, 1.125, 6]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    let line = VectorMath.madd(x, Float8(repeating: 1.0 / 6), Float8(repeating: 0.5))
    return x * VectorMath.min(VectorMath.max(line, .zero), Float8(repeating: 1))
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    VectorMath.madd(x, Float8(repeating: 1.0 / 3), Float8(repeating: 0.5))
      .replacing(with: 0, where: x .<= Float8(repeating: -3))
      .replacing(with: 1, where: x .>= Float8(repeating: 3))
  }
}
