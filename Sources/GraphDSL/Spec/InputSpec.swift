import Runtime

/// A tensor that the data supplies.
public struct InputSpec: Sendable {
  /// One axis of an input.
  public enum Axis: Sendable, Hashable {
    /// A dim of the file, such as `B`.
    case dim(String)
    /// A size.
    case size(Int)
  }

  /// The key.
  public let name: Located<String>
  /// What the elements are.
  public let scalar: Located<ScalarType>
  /// The axes, outermost first.
  public let axes: [Located<Axis>]
  /// The type as a whole, such as `f32[B, T, 3]`.
  public let typeSpan: SourceSpan
}
