import Foundation
import Kernels
import Runtime

/// `y = x^exponent`; NaN for a number below 0 unless the exponent is whole.
struct Power: ElementwiseOp {
  static let exponent = Attribute<Double>("exponent", "The power.")

  static let schema = OpSchema(
    "power", "Raises each number to a constant power.", formula: "y = x^exponent",
    group: .arithmetic, inputs: anyShape,
    result: sameShape, attributes: [exponent])

  static let keepsZero = false
  static let derivativeReads = DerivativeOperands.input

  static let examples = [
    OpExample(
      ["exponent": 1.5], inputs: [Tensor([3], [1, 4, 9])], result: Tensor([3], [1, 8, 27]))
  ]

  let exponent: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    exponent = Float(try attributes[Self.exponent])
  }

  func value(_ x: Float8) -> Float8 {
    raised(x, to: exponent)
  }

  func derivative(_ x: Float8, _ y: Float8) -> Float8 {
    Float8(repeating: exponent) * raised(x, to: exponent - 1)
  }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail {
    exponent > 0 ? inputs[0].tail : .arbitrary
  }

  private func raised(_ x: Float8, to exponent: Float) -> Float8 {
    var y = Float8.zero
    for lane in 0..<8 { y[lane] = pow(x[lane], exponent) }
    return y
  }
}
