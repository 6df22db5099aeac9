/// One step of Adagrad over flat arrays.
///
///     g' = gradientScale * g + l2 * p
///     s += g'²
///     p -= rate * g' / (sqrt(s) + epsilon)
public struct AdagradPass: Sendable {
  /// Multiplies every gradient; below 1 when the global norm was clipped.
  public var gradientScale: Float = 1
  /// Adds this share of the parameter to its gradient.
  public var l2: Float = 0
  /// The learning rate.
  public var rate: Float = 0
  /// Added to the root.
  public var epsilon: Float = 0

  /// A pass to be filled in.
  public init() {}

  /// Updates `count` elements of parameters p and sums of squares s in place.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ s: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    for i in 0..<count {
      let gradient = OptimizerArithmetic.multiplyAdd(l2, p[i], gradientScale * g[i])
      s[i] = OptimizerArithmetic.multiplyAdd(gradient, gradient, s[i])
      p[i] -= rate * gradient / (s[i].squareRoot() + epsilon)
    }
  }
}
