import Kernels
import Runtime

/// `y = min(max(slope · x + offset, 0), 1)`; the slope at and beyond the bounds is 0.
struct HardSigmoid: ElementwiseOp {
  static let slope = Attribute<Double>("slope", "The slope at 0.", default: 1.0 / 6)
  static let offset = Attribute<Double>("offset", "The value at 0.", default: 0.5)

  static let schema = OpSchema(
    "hard_sigmoid", "Approximates the sigmoid by three straight lines.",
    formula: "y = min(max(slope · x + offset, 0), 1)", group: .activation, inputs: anyShape,
    result: sameShape, attributes: [slope, offset])

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.result

  static let examples = [
    OpExample(
      ["slope": 0.25], inputs: [Tensor([4], [-4, -1, 0, 3])],
      result: Tensor([4], [0, 0.25, 0.5, 1]))
  ]

  let slope: Float
  let offset: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    slope = Float(try attributes[Self.slope])
    offset = Float(try attributes[Self.offset])
  }

  func value(_ x: Float8) -> Float8 {
    let line = VectorMath.madd(Float8(repeating: slope), x, Float8(repeating: offset))
    return VectorMath.min(VectorMath.max(line, .zero), Float8(repeating: 1))
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8.zero.replacing(
      with: Float8(repeating: slope), where: (y .> .zero) .& (y .< Float8(repeating: 1)))
  }
}
