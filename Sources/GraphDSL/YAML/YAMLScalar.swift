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
