import Kernels
import Runtime

/// `y = x · Φ(x)`, where `Φ` is the normal distribution (Hendrycks and Gimpel 2016).
///
/// `Φ(x) = (1 + erf(x / √2)) / 2`, or approximately `(1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2`.
struct GELU: ElementwiseOp {
  enum Approximation: String, AttributeChoice {
    case none
    case tanh
  }

  static let approximate = Attribute<Approximation>(
    "approximate", "How the normal distribution is computed; `none` is exact.",
    default: Approximation.none)

  static let schema = OpSchema(
    "gelu", "Multiplies each number by the normal distribution there.",
    formula: "y = x · Φ(x) with Φ(x) = (1 + erf(x / √2)) / 2", group: .activation, inputs: anyShape,
    result: sameShape, attributes: [approximate])

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(
      inputs: [Tensor([3], [0, 1, -1])], result: Tensor([3], [0, 0.8413447, -0.15865526])),
    OpExample(
      ["approximate": "tanh"], inputs: [Tensor([3], [0, 1, -1])],
      result: Tensor([3], [0, 0.841192, -0.158808])),
  ]

  let isApproximate: Bool

  init(_ attributes: AttributeReader) throws(OpError) {
    isApproximate = try attributes[Self.approximate] == .tanh
  }

  func value(_ x: Float8) -> Float8 {
    let half = Float8(repeating: 0.5) * x
    return VectorMath.madd(half, isApproximate ? VectorMath.tanh(inner(x)) : exactErf(x), half)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    let (half, one) = (Float8(repeating: 0.5), Float8(repeating: 1))
    guard isApproximate else {
      let density = Float8(repeating: 0.398_942_28) * VectorMath.exp(-half * x * x)
      return half * (one + exactErf(x)) + x * density
    }
    let t = VectorMath.tanh(inner(x))
    let slope = VectorMath.madd(
      Float8(repeating: 3 * Self.rootTwoOverPi * Self.cubic), x * x,
      Float8(repeating: Self.rootTwoOverPi))
    return half * (one + t) + half * x * (one - t * t) * slope
  }

  private static let rootTwoOverPi: Float = 0.797_884_56
  private static let cubic: Float = 0.044_715

  private func inner(_ x: Float8) -> Float8 {
    let cubed = Float8(repeating: Self.cubic) * x * x * x
    return Float8(repeating: Self.rootTwoOverPi) * (x + cubed)
  }

  private func exactErf(_ x: Float8) -> Float8 {
    VectorMath.erf(Float8(repeating: 0.707_106_77) * x)
  }
}
