import Runtime

/// `y = a` where the condition is not 0, else `b`; each gets the gradient of the elements that it gave,
/// the condition none.
struct Where: CatalogOp {
  static let schema = OpSchema(
    "where", "Takes each element from one of two values.",
    elsewhere: ["select"],
    formula: "y = a where condition ≠ 0, else b",
    group: .arithmetic,
    inputs: [
      Operand("condition", "...", "Numbers; 0 is false."),
      Operand("a", "...", "What to take where it is true; axes are repeated to fit."),
      Operand("b", "...", "What to take where it is false."),
    ], result: Operand("y", "...", "One number for each of the largest shape."))

  static let examples = [
    OpExample(
      inputs: [Tensor([3], [1, 0, -2]), Tensor([3], [1, 2, 3]), Tensor([3], [7, 8, 9])],
      result: Tensor([3], [1, 8, 3])),
    OpExample(
      inputs: [
        Tensor([2, 2, 1], [1, 0, 5, 0]), Tensor([2, 2, 1], [6, 6, 6, 0]),
        Tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 0, 0]),
      ],
      lengths: [2, 1], result: Tensor([2, 2, 2], [6, 6, 3, 4, 6, 6, 0, 0])),
  ]

  init(_ attributes: AttributeReader) {}

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    let names = try Self.schema.operands(for: inputs.count).map(\.name)
    let types = inputs.map { builder.type(of: $0) }
    let op = try FormulaOp(
      Self.schema.name, .choice(operands: names), types: types)
    return try builder.append(op, inputs)[0]
  }
}
