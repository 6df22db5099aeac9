/// A number that an optimizer keeps for each parameter between steps.
public struct OptimizerSlot: Equatable, Sendable {
  /// The name in a checkpoint: `kernel/second_moment`.
  public let name: String
  /// The value before the first step.
  public let initialValue: Float

  /// A slot.
  public init(_ name: String, initialValue: Float = 0) {
    self.name = name
    self.initialValue = initialValue
  }
}
