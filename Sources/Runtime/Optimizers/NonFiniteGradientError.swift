/// A gradient is infinite or NaN, so that a step would destroy the parameters.
public struct NonFiniteGradientError: Error, Equatable, CustomStringConvertible {
  /// The global norm: infinite or NaN.
  public let norm: Double

  public var description: String { "the norm of the gradients is \(norm)" }
}
