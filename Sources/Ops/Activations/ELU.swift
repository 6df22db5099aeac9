import Kernels
import Runtime

/// `y = x` where `x > 0`, else `y = alpha · (eˣ − 1)` (Clevert and others 2016).
struct ELU: ElementwiseOp {
  static let alpha = Attribute<Double>(
    "alpha", "The bound that numbers far below 0 approach, negated.", default: 1, least: 0)

  static let schema = OpSchema(
    "elu", "Keeps positive numbers and bends the others towards -alpha.",
    formula: "y = x where x > 0, else alpha · (eˣ − 1)", group: .activation, inputs: anyShape,
    result: sameShape, attributes: [alpha])

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(
      ["alpha": 2.0], inputs: [Tensor([3], [0, 1.5, -200])], result: Tensor([3], [0, 1.5, -2]))
  ]

  let alpha: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    alpha = Float(try attributes[Self.alpha])
  }

  func value(_ x: Float8) -> Float8 {
    let below = Float8(repeating: alpha) * (VectorMath.exp(x) - Float8(repeating: 1))
    return below.replacing(with: x, where: x .> .zero)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    (y + Float8(repeating: alpha)).replacing(with: 1, where: y .> .zero)
  }
}
