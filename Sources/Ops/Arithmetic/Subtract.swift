import Kernels
import Runtime

/// `y = a − b`.
struct Subtract: BinaryOp {
  static let schema = OpSchema(
    "subtract", "Subtracts the second value from the first element by element.",
    elsewhere: ["sub"],
    formula: "y = a − b", group: .arithmetic, inputs: operands,
    result: combined)

  static let isLinear = true

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2], [4, -8])],
      result: Tensor([2, 2], [-3, 10, -1, 12])),
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 4, 0]), Tensor([2, 2, 1], [2, 4, 8, 0])], lengths: [2, 1],
      result: Tensor([2, 2, 1], [-1, -2, -4, 0])),
  ]

  init(_ attributes: AttributeReader) {}

  static func keepsZero(_ a: Bool, _ b: Bool) -> Bool { a && b }

  func value(_ a: Float8, _ b: Float8) -> Float8 {
    a - b
  }

  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8) {
    (Float8(repeating: 1), Float8(repeating: -1))
  }
}
