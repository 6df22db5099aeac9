import Runtime

/// `y[i] = x[i] / (1 − rate)` with probability `1 − rate`, otherwise 0; in evaluation `y = x`.
///
/// Srivastava et al. 2014, scaled while training ("inverted"). Which elements survive follows from
/// the run's seed, the node's name and the step, so the backward pass draws the same numbers again
/// instead of storing a mask.
public struct Dropout: CatalogOp {
  static let rate = Attribute<Double>(
    "rate", "Share of the elements that become zero.", least: 0, below: 1)

  public static let schema = OpSchema(
    "dropout", "Sets a random share of the elements to zero while training.",
    formula: "y = x / (1 − rate) with probability 1 − rate, otherwise 0; in evaluation y = x",
    group: .normalization, inputs: [Operand("x", "...", "any values")], result: Operand("y", "..."),
    attributes: [rate])

  public static let examples = [
    OpExample(["rate": 0.5], inputs: [Tensor([3], [1, 2, 3])], result: Tensor([3], [1, 2, 3])),
    OpExample(
      ["rate": 0], inputs: [Tensor([3], [1, 2, 3])], result: Tensor([3], [1, 2, 3]),
      mode: .training),
  ]

  let rate: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    rate = try attributes[Self.rate]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    guard builder.mode == .training, rate > 0 else { return inputs[0] }
    let op = RandomZeros(rate: Float(rate), scope: builder.scope)
    return try builder.append(op, inputs)[0]
  }
}
