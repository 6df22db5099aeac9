import Runtime

/// `y = x`: gives a value a second name, such as that of an output.
///
/// It costs nothing, for it appends no node.
struct Identity: CatalogOp {
  static let schema = OpSchema(
    "identity", "Passes a value on under another name.",
    elsewhere: ["noop"], formula: "y = x",
    group: .arithmetic, inputs: [Operand("x", "...", "Anything.")],
    result: Operand("y", "...", "The same."))

  static let examples = [
    OpExample(inputs: [Tensor([3], [-2, 0, 3])], result: Tensor([3], [-2, 0, 3]))
  ]

  init(_ attributes: AttributeReader) {}

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    _ = try Self.schema.operands(for: inputs.count)
    return inputs[0]
  }
}
