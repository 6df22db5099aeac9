/// One step of Adadelta over flat arrays.
///
///     g' = gradientScale * g + l2 * p
///     v += gain * (g'² - v)
///     d  = sqrt(u + epsilon) / sqrt(v + epsilon) * g'
///     u += gain * (d² - u)
///     p -= rate * d
public struct AdadeltaPass: Sendable {
  /// Multiplies every gradient; below 1 when the global norm was clipped.
  public var gradientScale: Float = 1
  /// Adds this share of the parameter to its gradient.
  public var l2: Float = 0
  /// 1 - rho.
  public var gain: Float = 0
  /// Added under both roots.
  public var epsilon: Float = 0
  /// The learning rate.
  public var rate: Float = 1

  /// A pass to be filled in.
  public init() {}

  /// Updates `count` elements of parameters p, mean squares v and mean squared steps u in place.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ v: UnsafeMutablePointer<Float>,
    _ u: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      let gradient = OptimizerArithmetic.multiplyAdd(l2, p[i], gradientScale * g[i])
      v[i] = OptimizerArithmetic.multiplyAdd(gain, gradient * gradient - v[i], v[i])
      let ratio = (u[i] + epsilon).squareRoot() / (v[i] + epsilon).squareRoot()
      let step = ratio * gradient
      u[i] = OptimizerArithmetic.multiplyAdd(gain, step * step - u[i], u[i])
      p[i] = OptimizerArithmetic.multiplyAdd(-rate, step, p[i])
    }
  }
}
