import Kernels
import Runtime

/// `y[…, u] = activation(bias[u] + Σ x[…, i] · kernel[i, u])`, summed over `i`.
public struct Dense: CatalogOp {
  static let units = Attribute<Int>("units", "Size of the result's last axis.", least: 1, most: 1e6)
  static let activation = Attribute<ActivationChoice>(
    "activation", "Applied to the result.", default: .linear)
  static let bias = Attribute<Bool>("bias", "Whether a bias is added.", default: true)

  public static let schema = OpSchema(
    "dense", "Multiplies the last axis by a matrix.",
    elsewhere: ["linear", "fully_connected", "fc", "inner_product", "affine"],
    formula: "y[…, u] = activation(bias[u] + Σᵢ x[…, i] · kernel[i, u])",
    group: .linear, inputs: [Operand("x", "... in", "values with features last")],
    result: Operand("y", "... units"), attributes: [units, activation, bias])

  public static let examples = [
    OpExample(
      ["units": 2, "activation": "relu"], inputs: [Tensor([1, 2], [1, 2])],
      parameters: ["kernel": Tensor([2, 2], [1, -3, 4, 1]), "bias": Tensor([2], [0.5, 0])],
      result: Tensor([1, 2], [9.5, 0]))
  ]

  let units: Int
  let activation: ActivationChoice
  let hasBias: Bool

  public init(_ attributes: AttributeReader) throws(OpError) {
    units = try attributes[Self.units]
    activation = try attributes[Self.activation]
    hasBias = try attributes[Self.bias]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let axes = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let size = try axes.fixedSize("in")
    let kernel = builder.parameter(
      "kernel", [size, units], .glorotUniform(fanIn: size, fanOut: units))
    var operands = [inputs[0], kernel]
    if hasBias { operands.append(builder.parameter("bias", [units], .zeros)) }
    let product = try builder.append(MatrixProduct(name: "dense"), operands)[0]
    return try activation.build(product, in: &builder)
  }
}
