import Kernels
import Runtime

/// `y = a / b`.
struct Divide: BinaryOp {
  static let schema = OpSchema(
    "divide", "Divides the first value by the second element by element.",
    elsewhere: ["div"], formula: "y = a / b",
    group: .arithmetic, inputs: operands,
    result: combined)

  static let finiteRemedy: String? =
    "a quotient is not finite where the divisor is 0: keep it away from there, as `clip` does"

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2], [4, -8])],
      result: Tensor([2, 2], [0.25, -0.25, 0.75, -0.5])),
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 4, 0]), Tensor([2, 2, 1], [2, 4, 8, 0])], lengths: [2, 1],
      result: Tensor([2, 2, 1], [0.5, 0.5, 0.5, 0])),
  ]

  init(_ attributes: AttributeReader) {}

  static func keepsZero(_ a: Bool, _ b: Bool) -> Bool { a }

  func value(_ a: Float8, _ b: Float8) -> Float8 {
    a / b
  }

  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8) {
    let reciprocal = Float8(repeating: 1) / b
    return (reciprocal, -(a * reciprocal * reciprocal))
  }
}
