/// One step of Adam and its relatives over flat arrays.
///
///     g' = gradientScale * g + l2 * p
///     m += gain1 * (g' - m)
///     v += gain2 * (g'² - v)
///     p  = keep * p - rate * m / (rootFactor * sqrt(v) + epsilon)
public struct AdamPass: Sendable {
  /// Multiplies every gradient; below 1 when the global norm was clipped.
  public var gradientScale: Float = 1
  /// Adds this share of the parameter to its gradient.
  public var l2: Float = 0
  /// 1 - beta1.
  public var gain1: Float = 0
  /// 1 - beta2.
  public var gain2: Float = 0
  /// What remains of a parameter before the step; below 1 with decoupled weight decay.
  public var keep: Float = 1
  /// The learning rate with the bias corrections.
  public var rate: Float = 0
  /// 1; 0 takes the second moment out of the step.
  public var rootFactor: Float = 1
  /// Added to the root.
  public var epsilon: Float = 0

  /// A pass to be filled in.
  public init() {}

  /// Updates `count` elements of parameters p and moments m, v in place.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ v: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      let gradient = gradient(g[i], p[i])
      m[i] = moved(m[i], gradient, gain1)
      v[i] = moved(v[i], gradient * gradient, gain2)
      p[i] = stepped(p[i], m[i], v[i])
    }
  }

  /// As `update`, but divides by the largest second moment so far (AMSGrad), kept in `largest`.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ v: UnsafeMutablePointer<Float>, largest: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      let gradient = gradient(g[i], p[i])
      m[i] = moved(m[i], gradient, gain1)
      v[i] = moved(v[i], gradient * gradient, gain2)
      // Written so that a NaN second moment stays one.
      largest[i] = v[i] <= largest[i] ? largest[i] : v[i]
      p[i] = stepped(p[i], m[i], largest[i])
    }
  }

  @inline(__always)
  private func gradient(_ g: Float, _ p: Float) -> Float {
    OptimizerArithmetic.multiplyAdd(l2, p, gradientScale * g)
  }

  @inline(__always)
  private func moved(_ average: Float, _ value: Float, _ gain: Float) -> Float {
    OptimizerArithmetic.multiplyAdd(gain, value - average, average)
  }

  @inline(__always)
  private func stepped(_ p: Float, _ m: Float, _ v: Float) -> Float {
    let root = OptimizerArithmetic.multiplyAdd(rootFactor, v.squareRoot(), epsilon)
    return keep * p - rate * m / root
  }
}
