import Kernels
import Runtime

/// `y = log(1 + eˣ)`; its slope is the sigmoid.
struct Softplus: ElementwiseOp {
  static let schema = OpSchema(
    "softplus", "Smooths relu: close to 0 for very negative and to x for large numbers.",
    formula: "y = log(1 + eˣ)",
    group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(
      inputs: [Tensor([3], [0, 100, -1])], result: Tensor([3], [0.6931472, 100, 0.3132617]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.softplus(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    VectorMath.sigmoid(x)
  }
}
