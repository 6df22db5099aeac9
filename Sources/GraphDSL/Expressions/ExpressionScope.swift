import Runtime

/// What the names of an expression stand for.
public struct ExpressionScope: Sendable {
  /// One axis of a tensor, as far as it is known before running.
  public enum Axis: Sendable, Equatable {
    /// A number known now.
    case size(Int)
    /// A dim such as `B`, whose size each batch brings.
    case symbol(String)
  }

  /// Parameters and loop variables.
  public var values: [String: AttributeValue]
  /// Names of nodes and inputs, which have no value before the graph runs.
  public var tensors: Set<String>
  /// The axes of those tensors that are known already, for `dim`.
  public var axes: [String: [Axis]]

  /// A scope.
  public init(
    _ values: [String: AttributeValue] = [:], tensors: Set<String> = [],
    axes: [String: [Axis]] = [:]
  ) {
    self.values = values
    self.tensors = tensors
    self.axes = axes
  }
}
