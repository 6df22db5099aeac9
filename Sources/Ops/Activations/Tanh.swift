import Kernels
import Runtime

/// `y = tanh x`; its slope is `1 − y²`.
struct Tanh: ElementwiseOp {
  static let schema = OpSchema(
    "tanh", "Squashes numbers between -1 and 1.", formula: "y = tanh x", group: .activation,
    inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 0.5, -20])], result: Tensor([3], [0, 0.46211717, -1]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    VectorMath.tanh(x)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: 1) - y * y
  }
}
