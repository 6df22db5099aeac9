import Runtime

/// `y = formula`, a formula that the model file writes, computed for every element.
///
/// It is differentiated symbolically, and forward and backward are one pass each. Axes of the operands
/// are repeated to fit each other as NumPy does.
struct Map: CatalogOp {
  static let formula = Attribute<FormulaText>(
    "formula", "What to compute, such as `x * sigmoid(1.702 * x)`; see the language's page.")
  static let operands = Attribute<[String]>(
    "operands",
    "The inputs' names in the formula; those in `from: {a: left}` if left out, and one is `x`.",
    optional: true)

  static let schema = OpSchema(
    "map", "Computes a formula of its inputs element by element.",
    formula: "y = formula, with the inputs under their names",
    group: .arithmetic,
    inputs: [
      Operand(
        "x", "...",
        "Numbers of any shape; axes of size 1 and missing leading axes are repeated to fit the others."
      )
    ],
    result: Operand("y", "...", "One number for each of the largest shape."),
    attributes: [formula, operands], isVariadic: true, namesInputs: operands.name)

  static let finiteRemedy: String? =
    "what a formula gives to `log`, `sqrt` or a divisor can be kept where they are finite, "
    + "as in `log(max(x, 1e-6))`"

  static let examples = [
    OpExample(
      ["formula": "x * sigmoid(2 * x)"], inputs: [Tensor([3], [0, 1, -1])],
      result: Tensor([3], [0, 0.8807971, -0.11920292])),
    OpExample(
      ["formula": "tanh(a) * b", "operands": ["a", "b"]],
      inputs: [Tensor([2, 2], [0, 1, 1, 0]), Tensor([2], [4, -8])],
      result: Tensor([2, 2], [0, -6.0927534, 3.0463767, 0])),
    OpExample(
      ["formula": "a if a > b else b ** 2", "operands": ["a", "b"]],
      inputs: [Tensor([2, 2, 1], [1, 2, 4, 0]), Tensor([2, 2, 1], [2, 1.5, 3, 0])],
      lengths: [2, 1], result: Tensor([2, 2, 1], [4, 2, 4, 0])),
  ]

  private let text: String
  private let names: [String]?

  init(_ attributes: AttributeReader) throws(OpError) {
    text = try attributes[Self.formula].text
    names = try attributes.optional(Self.operands)
  }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    _ = try Self.schema.operands(for: inputs.count)
    let names = try names(of: inputs.count)
    let formula: Formula
    do {
      formula = try Formula(text, operands: names)
    } catch {
      throw OpError(error, in: Self.formula.name)
    }
    let types = inputs.map { builder.type(of: $0) }
    return try builder.append(
      FormulaOp(Self.schema.name, formula, text: text, types: types), inputs)[0]
  }

  /// The names of the inputs, checked.
  private func names(of count: Int) throws(OpError) -> [String] {
    guard let names else {
      guard count > 1 else { return ["x"] }
      throw OpError(
        .call, "`map` reads \(count) inputs, which have no names in the formula",
        hint: "write `from: {a: …, b: …}`")
    }
    guard names.count == count else {
      throw OpError(
        .attribute(Self.operands.name),
        "`operands` has \(names.count) names, but `map` reads \(count) inputs")
    }
    for (index, name) in names.enumerated() {
      guard Formula.canName(name) else {
        throw OpError(
          .input(index), "`\(name)` cannot stand for an operand in a formula",
          hint: "give it a name of letters and digits: `from: {a: \(name), …}`")
      }
      guard names.firstIndex(of: name) == index else {
        throw OpError(
          .input(index), "two operands of the formula are called `\(name)`",
          hint: "give them names of their own: `from: {a: …, b: …}`")
      }
    }
    return names
  }
}
