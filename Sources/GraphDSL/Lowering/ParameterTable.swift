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

  /// Reads values that may use the parameters.
  var reader: ValueReader { ValueReader(scope: ExpressionScope(values), failed: failed) }
}
