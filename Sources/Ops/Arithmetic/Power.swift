import Foundation
import Kernels
import Runtime

/// `y = x^exponent`, where the exponent is one number or, as a second operand, one for each of `x`;
/// NaN for a number below 0 unless the exponent is whole.
struct Power: ElementwiseOp, BinaryOp {
  static let exponent = Attribute<Double>(
    "exponent", "The power, when it is the same for all numbers.", optional: true)

  static let schema = OpSchema(
    "power", "Raises each number to a power.",
    elsewhere: ["pow"], formula: "y = x^exponent, or x^by",
    group: .arithmetic,
    inputs: [
      Operand("x", "...", "Numbers of any shape."),
      Operand(
        "by", "...",
        "The powers; here as in `x`, axes of size 1 and missing leading axes are repeated.",
        optional: true),
    ],
    result: sameShape, attributes: [exponent])

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.input

  static let finiteRemedy: String? =
    "a power is not finite for 0 with an exponent below 0, or below 0 with a fraction; "
    + "its slope at 0 not for an exponent below 1"

  static let examples = [
    OpExample(
      ["exponent": 1.5], inputs: [Tensor([3], [1, 4, 9])], result: Tensor([3], [1, 8, 27])),
    OpExample(
      inputs: [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2], [2, 0.5])],
      result: Tensor([2, 2], [1, 1.4142135, 9, 2])),
  ]

  /// The power; 1 when an operand gives it.
  private let exponent: Float
  private let isGiven: Bool

  init(_ attributes: AttributeReader) throws(OpError) {
    let given = try attributes.optional(Self.exponent)
    exponent = given.map { Float($0) } ?? 1
    isGiven = given != nil
  }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    _ = try Self.schema.operands(for: inputs.count)
    let types = inputs.map { builder.type(of: $0) }
    guard isGiven != (inputs.count == 2) else {
      let message =
        isGiven ? "`power` has two exponents: {1} and `exponent`" : "`power` has no exponent"
      throw OpError(
        isGiven ? .attribute("exponent") : .call, message,
        hint: "give `exponent: 2`, or a second operand")
    }
    guard inputs.count == 2 else { return try builder.append(self, inputs)[0] }
    let op = BroadcastOp(function: self, a: types[0].dims, b: types[1].dims)
    return try builder.append(op, inputs)[0]
  }

  func value(_ x: Float8) -> Float8 { value(x, Float8(repeating: exponent)) }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: exponent) * value(x, Float8(repeating: exponent - 1))
  }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail {
    exponent > 0 ? inputs[0].tail : .arbitrary
  }

  static func keepsZero(_ a: Bool, _ b: Bool) -> Bool { false }

  func value(_ x: Float8, _ exponent: Float8) -> Float8 {
    var y = Float8.zero
    for lane in 0..<8 { y[lane] = pow(x[lane], exponent[lane]) }
    return y
  }

  /// `exponent · x^(exponent − 1)` and `x^exponent · log x`, which is 0 for a power of 0.
  func derivatives(_ x: Float8, _ exponent: Float8) -> (a: Float8, b: Float8) {
    var slope = value(x, exponent) * VectorMath.log(x)
    slope.replace(with: 0, where: (x .== 0) .& (exponent .>= 0))
    return (exponent * value(x, exponent - 1), slope)
  }
}
