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
