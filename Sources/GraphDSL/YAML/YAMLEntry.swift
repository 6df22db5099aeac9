/// A key with its value; keys are always strings and never repeat in a mapping.
public struct YAMLEntry: Sendable {
  /// The key as a string.
  public let key: Located<String>
  /// What it maps to.
  public let value: YAMLNode

  /// An entry.
  public init(_ key: Located<String>, _ value: YAMLNode) {
    self.key = key
    self.value = value
  }
}
