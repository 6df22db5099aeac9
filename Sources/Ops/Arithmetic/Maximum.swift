import Kernels
import Runtime

/// `y = max(a, b)`; equal elements take half of the gradient each, and NaN stays NaN.
struct Maximum: BinaryOp {
  static let schema = OpSchema(
    "maximum", "Takes the larger of each two elements.", formula: "y = max(a, b)",
    group: .arithmetic, inputs: operands,
    result: combined)

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2], [4, -8])],
      result: Tensor([2, 2], [4, 2, 4, 4])),
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 4, 0]), Tensor([2, 2, 1], [2, 4, 8, 0])], lengths: [2, 1],
      result: Tensor([2, 2, 1], [2, 4, 8, 0])),
  ]

  init(_ attributes: AttributeReader) {}

  static func keepsZero(_ a: Bool, _ b: Bool) -> Bool { a && b }

  func value(_ a: Float8, _ b: Float8) -> Float8 {
    a.replacing(with: b, where: (a .< b) .| (b .!= b))
  }

  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8) {
    let half = Float8(repeating: 0.5)
    let left = half.replacing(with: 1, where: a .> b).replacing(with: 0, where: a .< b)
    return (left, Float8(repeating: 1) - left)
  }
}
