/// A node of a parsed YAML document, with its place in the file.
public struct YAMLNode: Sendable {
  /// What a node can be.
  public indirect enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// The scalar, the elements or the entries.
  public let content: Content
  /// From the first to past the last character, quotes and brackets included.
  public let span: SourceSpan

  /// A node at `span`.
  public init(_ content: Content, at span: SourceSpan) {
    self.content = content
    self.span = span
  }
}

/// A scalar as written: its text after unquoting, and whether it was quoted.
///
/// A quoted scalar is always a string; a plain one is what the YAML 1.2 core schema makes of it.
public struct YAMLScalar: Sendable, Equatable {
  /// The text, with quotes removed and escapes resolved.
  public let text: String
  /// Whether it stood in quotes or was a block scalar.
  public let isQuoted: Bool

  /// A scalar with `text`.
  public init(_ text: String, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }
}

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
