import Runtime

/// A node of the file and what became of it.
public struct LoweredNode: Sendable {
  /// The node as expanded.
  public let spec: NodeSpec
  /// The names of what it reads, in the order of the op's operands.
  public let inputs: [String]
  /// The attributes that are given, checked.
  public let attributes: [String: AttributeValue]
  /// What readers of its name get.
  public let value: Value
}
