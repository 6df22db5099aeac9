import Kernels
import Runtime

/// `y = factor · x`.
struct Scale: ElementwiseOp {
  static let factor = Attribute<Double>("factor", "The number to multiply by.")

  static let schema = OpSchema(
    "scale", "Multiplies each number by a constant.", formula: "y = factor · x", group: .arithmetic,
    inputs: anyShape,
    result: sameShape, attributes: [factor])

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(
      ["factor": 0.5], inputs: [Tensor([3], [-2, 0, 3])], result: Tensor([3], [-1, 0, 1.5]))
  ]

  let factor: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    factor = Float(try attributes[Self.factor])
  }

  func value(_ x: Float8) -> Float8 {
    Float8(repeating: factor) * x
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: factor)
  }
}
