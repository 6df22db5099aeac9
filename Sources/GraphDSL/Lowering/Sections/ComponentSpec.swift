import Runtime

/// An optimizer or a schedule as the file names it.
public struct ComponentSpec: Sendable {
  /// Its name.
  public let op: Located<String>
  /// The attributes that are given, checked.
  public let attributes: AttributeReader
}
