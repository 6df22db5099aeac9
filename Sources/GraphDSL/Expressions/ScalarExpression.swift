import Runtime

/// A parsed expression over parameters and loop variables, such as `num_nodes * 2`.
///
/// Evaluation has no effect but its value, always ends, and never traps: numbers that do not fit
/// and lists that grow too long are errors. The grammar is in the manual's page on expressions.
public struct ScalarExpression: Sendable {
  /// The text that was parsed.
  public let text: String
  let root: ExpressionTree

  /// Parses `text`, without a leading `$`.
  public init(_ text: String) throws(ExpressionError) {
    self.text = text
    root = try ExpressionParser.parse(text)
    try Self.checkFunctions(in: root)
  }

  private static func checkFunctions(in tree: ExpressionTree) throws(ExpressionError) {
    if case .call(let name, let place, _) = tree.kind {
      _ = try ExpressionFunction(named: name, at: place)
    }
    for part in tree.kind.parts { try checkFunctions(in: part) }
  }

  /// The parameters, loop variables and misspelt names that the value depends on, with the bytes
  /// of every use, in reading order; not the tensors in `dim(tensor, axis)`.
  public var names: [(name: String, range: Range<Int>)] {
    var found: [(name: String, range: Range<Int>)] = []
    let sized = Set(tensors.map(\.range))
    root.visit { part in
      if case .name(let name) = part.kind, !sized.contains(part.range) {
        found.append((name, part.range))
      }
    }
    return found
  }

  /// The tensors whose sizes are asked for with `dim(tensor, axis)`, and where.
  public var tensors: [(name: String, range: Range<Int>)] {
    var found: [(name: String, range: Range<Int>)] = []
    root.visit { part in
      if case .call(ExpressionFunction.dim.rawValue, _, let arguments) = part.kind,
        let first = arguments.first, case .name(let name) = first.kind
      {
        found.append((name, first.range))
      }
    }
    return found
  }

  /// The value under the names of `scope`.
  ///
  /// - Throws: ``ExpressionError`` that blames a part of the text.
  public func value(in scope: ExpressionScope) throws(ExpressionError) -> AttributeValue {
    try ExpressionEvaluator(text: text, scope: scope).value(of: root)
  }
}
