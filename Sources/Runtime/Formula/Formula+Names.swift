extension Formula {
  /// Whether a formula can use `name` for an operand.
  public static func canName(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter || first == "_" else { return false }
    return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !ExpressionToken.reservedWords.contains(name)
  }

  /// `where(condition, a, b)` of three operands in this order.
  public static func choice(operands: [String]) -> Formula {
    var builder = FormulaBuilder()
    let parts = (0..<3).map { builder.operand($0) }
    let result = builder.call(.select, parts)
    return Formula(nodes: builder.nodes, results: [result], operands: operands)
  }
}
