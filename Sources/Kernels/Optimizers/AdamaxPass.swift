/// One step of Adamax over flat arrays.
///
///     g' = gradientScale * g + l2 * p
///     m += gain1 * (g' - m)
///     u  = max(beta2 * u, |g'| + epsilon)
///     p -= rate * m / u
public struct AdamaxPass: Sendable {
  /// Multiplies every gradient; below 1 when the global norm was clipped.
  public var gradientScale: Float = 1
  /// Adds this share of the parameter to its gradient.
  public var l2: Float = 0
  /// 1 - beta1.
  public var gain1: Float = 0
  /// What remains of the largest magnitude.
  public var beta2: Float = 0
  /// Added to the magnitude.
  public var epsilon: Float = 0
  /// The learning rate with the bias correction.
  public var rate: Float = 0

  /// A pass to be filled in.
  public init() {}

  /// Updates `count` elements of parameters p, moments m and largest magnitudes u in place.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ u: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      let gradient = OptimizerArithmetic.multiplyAdd(l2, p[i], gradientScale * g[i])
      m[i] = OptimizerArithmetic.multiplyAdd(gain1, gradient - m[i], m[i])
      let (decayed, magnitude) = (beta2 * u[i], gradient.magnitude + epsilon)
      // Written so that a NaN gradient is not hidden by the maximum.
      u[i] = magnitude <= decayed ? decayed : magnitude
      p[i] -= rate * m[i] / u[i]
    }
  }
}
