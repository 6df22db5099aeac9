/// A node, a group or another named call as it is written.
public struct GraphEntry: Sendable {
  /// The key.
  public let name: Located<String>
  /// Its mapping.
  public let node: YAMLNode

  /// An entry of `graph`, `metrics` or `outputs`.
  public init(_ name: Located<String>, _ node: YAMLNode) {
    self.name = name
    self.node = node
  }
}
