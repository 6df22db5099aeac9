import Kernels
import Runtime

/// `y = min(max(x, least), most)`; the slope is 1 between the bounds and at them, else 0.
struct Clip: ElementwiseOp {
  static let least = Attribute<Double>("min", "The least number; none if left out.", optional: true)
  static let most = Attribute<Double>(
    "max", "The greatest number; none if left out.", optional: true)

  static let schema = OpSchema(
    "clip", "Cuts numbers below a least and above a greatest one.",
    elsewhere: ["clamp", "hardtanh"],
    formula: "y = min(max(x, least), most)", group: .arithmetic, inputs: anyShape,
    result: sameShape, attributes: [least, most])

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(
      ["min": -1, "max": 2], inputs: [Tensor([3], [-2, 0.5, 3])], result: Tensor([3], [-1, 0.5, 2]))
  ]

  let least: Float
  let most: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    least = try attributes.optional(Self.least).map { Float($0) } ?? -.infinity
    most = try attributes.optional(Self.most).map { Float($0) } ?? .infinity
    guard least <= most else {
      throw OpError(.attribute("min"), "`min` is \(least), but `max` is only \(most)")
    }
  }

  func value(_ x: Float8) -> Float8 {
    VectorMath.min(VectorMath.max(x, Float8(repeating: least)), Float8(repeating: most))
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8.zero.replacing(
      with: 1, where: (x .>= Float8(repeating: least)) .& (x .<= Float8(repeating: most)))
  }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail {
    least <= 0 && most >= 0 ? inputs[0].tail : .arbitrary
  }
}
