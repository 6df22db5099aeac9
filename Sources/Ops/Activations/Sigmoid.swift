import Kernels
import Runtime

/// `y = 1 / (1 + e⁻ˣ)`; its slope is `y · (1 − y)`.
struct Sigmoid: ElementwiseOp {
  static let schema = OpSchema(
    "sigmoid", "Squashes numbers between 0 and 1.", formula: "y = 1 / (1 + e⁻ˣ)",
    group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(
      inputs: [Tensor([4], [0, 1, -1, 90])], result: Tensor([4], [0.5, 0.7310586, 0.26894143, 1]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.sigmoid(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    y * (Float8(repeating: 1) - y)
  }
}
