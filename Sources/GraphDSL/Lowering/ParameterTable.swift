import Runtime

/// The parameters of a model with their values.
public struct ParameterTable: Sendable {
  /// One parameter.
  public struct Entry: Sendable {
    /// The name, at its key.
    public let name: Located<String>
    /// The value.
    public let value: AttributeValue
    /// Where the value is written.
    public let span: SourceSpan
  }

  /// The parameters that have a value, in the order of the file.
  public internal(set) var entries: [Entry] = []
  /// The names of those that have none because of an error reported before.
  public internal(set) var failed: Set<String> = []

  /// No parameter.
  public init() {}

  /// The parameter called `name`, if it has a value.
  public subscript(name: String) -> Entry? { entries.first { $0.name.value == name } }

  /// Every value by name.
  public var values: [String: AttributeValue] {
    Dictionary(entries.map { ($0.name.value, $0.value) }) { first, _ in first }
  }

  /// What the expressions of `node` use, with values and places, to be noted beside a problem.
  ///
  /// - Parameters:
  ///   - node: The value as written.
  ///   - names: What the names stand for there: a loop's variable may hide a parameter.
  /// - Returns: A note for each parameter.
  func origins(
    of node: YAMLNode, under names: [String: AttributeValue] = [:]
  ) -> [Diagnostic.Note] {
    var seen: Set<String> = []
    return ParameterUses.names(in: node).compactMap { use in
      guard seen.insert(use.value).inserted, let entry = self[use.value],
        names[use.value, default: entry.value] == entry.value
      else { return nil }
      return .init("`\(use.value)` is \(entry.value) here", at: entry.span)
    }
  }

  /// Reads values that may use the parameters.
  var reader: ValueReader { ValueReader(scope: ExpressionScope(values), failed: failed) }
}
