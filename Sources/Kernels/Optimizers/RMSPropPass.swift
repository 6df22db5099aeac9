/// One step of RMSProp over flat arrays.
///
///     g' = gradientScale * g + l2 * p
///     v += gain * (g'² - v)
///     a += gain * (g' - a)                      (a = 0 when not centered)
///     d  = g' / (sqrt(max(v - a², 0) + innerEpsilon) + outerEpsilon)
///     b  = momentum * b + innerRate * d
///     p -= outerRate * b
public struct RMSPropPass: Sendable {
  /// Multiplies every gradient; below 1 when the global norm was clipped.
  public var gradientScale: Float = 1
  /// Adds this share of the parameter to its gradient.
  public var l2: Float = 0
  /// 1 - rho.
  public var gain: Float = 0
  /// Added under the root.
  public var innerEpsilon: Float = 0
  /// Added to the root.
  public var outerEpsilon: Float = 0
  /// What remains of the momentum buffer.
  public var momentum: Float = 0
  /// The learning rate where it goes into the buffer, else 1.
  public var innerRate: Float = 1
  /// The learning rate where it goes onto the buffer, else 1.
  public var outerRate: Float = 1

  /// A pass to be filled in.
  public init() {}

  /// Updates `count` elements in place.
  ///
  /// - Parameters:
  ///   - p: The parameters.
  ///   - g: Their gradients.
  ///   - v: The mean squares.
  ///   - a: The mean gradients; nil when not centered.
  ///   - b: The momentum buffer; nil without momentum.
  ///   - count: The number of elements.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ v: UnsafeMutablePointer<Float>,
    _ a: UnsafeMutablePointer<Float>?, _ b: UnsafeMutablePointer<Float>?, count: Int
  ) {
    for i in 0..<count {
      let gradient = OptimizerArithmetic.multiplyAdd(l2, p[i], gradientScale * g[i])
      v[i] = OptimizerArithmetic.multiplyAdd(gain, gradient * gradient - v[i], v[i])
      var square = v[i]
      if let a {
        a[i] = OptimizerArithmetic.multiplyAdd(gain, gradient - a[i], a[i])
        let variance = OptimizerArithmetic.multiplyAdd(-a[i], a[i], v[i])
        // Rounding may leave a variance just below 0; a NaN must stay one.
        square = variance < 0 ? 0 : variance
      }
      let direction = gradient / ((square + innerEpsilon).squareRoot() + outerEpsilon)
      var step = innerRate * direction
      if let b {
        step = OptimizerArithmetic.multiplyAdd(momentum, b[i], step)
        b[i] = step
      }
      p[i] = OptimizerArithmetic.multiplyAdd(-outerRate, step, p[i])
    }
  }
}
