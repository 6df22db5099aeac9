import Kernels
import Runtime

/// `y = x`, through which no gradient passes: what makes `x` learns nothing by way of `y`.
struct StopGradient: ElementwiseOp {
  static let schema = OpSchema(
    "stop_gradient", "Passes a value on but no gradient back.",
    elsewhere: ["detach"], formula: "y = x",
    group: .arithmetic, inputs: anyShape,
    result: sameShape)

  static let keepsZero = true
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(inputs: [Tensor([3], [-2, 0, 3])], result: Tensor([3], [-2, 0, 3]))
  ]

  init(_ attributes: AttributeReader) {}

  var stopsGradient: Bool { true }

  func value(_ x: Float8) -> Float8 { x }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 { .zero }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] { [nil] }
}
