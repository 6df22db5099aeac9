import Kernels
import Runtime

/// `y = min(max(x, 0), 6)`; the slope is 1 between the bounds and 0 at and beyond them.
struct ReLU6: ElementwiseOp {
  static let schema = OpSchema(
    "relu6", "Cuts numbers below 0 and above 6.", formula: "y = min(max(x, 0), 6)",
    group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(inputs: [Tensor([4], [-2, 2.5, 6, 8])], result: Tensor([4], [0, 2.5, 6, 6]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.min(VectorMath.max(x, .zero), Float8(repeating: 6))
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8.zero.replacing(with: 1, where: (y .> .zero) .& (y .< Float8(repeating: 6)))
  }
}
