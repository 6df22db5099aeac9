/// The loss is not a number or infinite.
public struct NonFiniteLossError: Error, Sendable {
  /// The number of steps taken before.
  public let step: Int
  public let loss: Float
  /// The first node whose result is not finite.
  public let node: String?
}
