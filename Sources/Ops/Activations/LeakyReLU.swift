import Kernels
import Runtime

/// `y = x` where `x > 0`, else `y = slope · x`.
struct LeakyReLU: ElementwiseOp {
  static let slope = Attribute<Double>("slope", "Multiplies numbers below 0.", default: 0.01)

  static let schema = OpSchema(
    "leaky_relu", "Keeps positive numbers and multiplies the others by a small slope.",
    formula: "y = x where x > 0, else slope · x",
    group: .activation, inputs: anyShape,
    result: sameShape, attributes: [slope])

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(
      ["slope": 0.25], inputs: [Tensor([4], [-2, -0.5, 0, 3])],
      result: Tensor([4], [-0.5, -0.125, 0, 3]))
  ]

  let slope: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    slope = Float(try attributes[Self.slope])
  }

  func value(_ x: Float8) -> Float8 {
    (Float8(repeating: slope) * x).replacing(with: x, where: x .> .zero)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: slope).replacing(with: 1, where: x .> .zero)
  }
}
