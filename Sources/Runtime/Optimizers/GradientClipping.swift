import Kernels

/// Limits on the gradients before the optimizer's step.
///
/// By global norm as TensorFlow: g * global_norm / max(norm, global_norm); with an `epsilon`
/// above 0 as PyTorch: g * min(1, global_norm / (norm + epsilon)), where PyTorch's epsilon is 1e-6.
public struct GradientClipping: Sendable {
  private static let globalNorm = Attribute<Double>(
    "global_norm", "The largest Euclidean norm of all gradients together.", optional: true,
    above: 0)
  private static let epsilon = Attribute<Double>(
    "epsilon", "Added to the norm before dividing: 0 in TensorFlow, 1e-6 in PyTorch.",
    default: 0, least: 0)
  private static let value = Attribute<Double>(
    "value", "The largest magnitude of any single gradient; applied before the norm.",
    optional: true, above: 0)

  /// What a user may write about clipping.
  public static let schema = ComponentSchema(
    "clip", "Limits the gradients before the optimizer's step.",
    formula: "g = min(max(g, -value), value), then g *= global_norm / max(norm, global_norm)",
    attributes: [globalNorm, epsilon, value])

  /// The largest norm of all gradients together; nil for no limit.
  public let globalNorm: Double?
  /// The largest magnitude of a single gradient; nil for no limit.
  public let value: Double?
  private let epsilon: Double

  /// Clipping with these attributes; none for no clipping.
  ///
  /// - Throws: ``OpError`` that blames an attribute.
  public init(_ attributes: AttributeReader = [:]) throws(OpError) {
    globalNorm = try attributes.optional(Self.globalNorm)
    epsilon = try attributes[Self.epsilon]
    value = try attributes.optional(Self.value)
  }

  /// The number by which the optimizer multiplies every gradient.
  ///
  /// - Parameter norm: The global norm after clipping by value; see ``GradientNorm``.
  /// - Returns: 1 without a limit, or when the norm is within it.
  /// - Throws: ``NonFiniteGradientError`` for a norm that is infinite or NaN, which would turn
  ///   every parameter into NaN.
  public func scale(forNorm norm: Double) throws(NonFiniteGradientError) -> Double {
    guard norm.isFinite else { throw NonFiniteGradientError(norm: norm) }
    guard let globalNorm else { return 1 }
    return epsilon > 0 ? min(1, globalNorm / (norm + epsilon)) : globalNorm / max(norm, globalNorm)
  }

  /// Limits single gradients in place; does nothing without `value`.
  public func clipValues(_ gradients: UnsafeMutablePointer<Float>, count: Int) {
    guard let value else { return }
    GradientClippingPass.clamp(gradients, count: count, to: Float(value))
  }
}
