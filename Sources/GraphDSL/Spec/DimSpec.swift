/// A named size.
public struct DimSpec: Sendable {
  /// Where the size comes from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The number of examples that run together.
    case batch
    /// Each example has its own size.
    case ragged
  }

  /// The key.
  public let name: Located<String>
  /// Where the size comes from.
  public let kind: Located<Kind>
}
