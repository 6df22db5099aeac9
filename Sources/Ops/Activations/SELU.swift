import Kernels
import Runtime

/// `y = λ · x` where `x > 0`, else `y = λ · α · (eˣ − 1)`, with the constants of Klambauer and others 2017.
struct SELU: ElementwiseOp {
  private static let scale: Float = 1.050_701
  private static let alpha: Float = 1.673_263_2

  static let schema = OpSchema(
    "selu", "Scales an elu so that activations keep mean 0 and variance 1.",
    formula: "y = λ · x where x > 0, else λ · α · (eˣ − 1), with λ = 1.0507 and α = 1.6733",
    group: .activation, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(inputs: [Tensor([3], [0, 1, -200])], result: Tensor([3], [0, 1.050701, -1.7580993]))
  ]

  init(_ attributes: AttributeReader) {}

  func value(_ x: Float8) -> Float8 {
    let below =
      Float8(repeating: Self.scale * Self.alpha) * (VectorMath.exp(x) - Float8(repeating: 1))
    return below.replacing(with: Float8(repeating: Self.scale) * x, where: x .> .zero)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    let below = y + Float8(repeating: Self.scale * Self.alpha)
    return below.replacing(with: Float8(repeating: Self.scale), where: y .> .zero)
  }
}
