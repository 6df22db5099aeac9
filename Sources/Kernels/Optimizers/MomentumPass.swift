/// One step of gradient descent over flat arrays.
///
///     g' = gradientScale * g + l2 * p
///     b  = momentum * b + gain * g'
///     p -= rate * (direct * g' + indirect * b)
public struct MomentumPass: Sendable {
  /// Multiplies every gradient; below 1 when the global norm was clipped.
  public var gradientScale: Float = 1
  /// Adds this share of the parameter to its gradient.
  public var l2: Float = 0
  /// What remains of the buffer.
  public var momentum: Float = 0
  /// What enters the buffer: 1 - dampening.
  public var gain: Float = 1
  /// The share of the gradient in the step: 1 for Nesterov's form, else 0.
  public var direct: Float = 0
  /// The share of the buffer in the step: `momentum` for Nesterov's form, else 1.
  public var indirect: Float = 1
  /// The learning rate.
  public var rate: Float = 0

  /// A pass to be filled in.
  public init() {}

  /// Updates `count` elements of parameters p and momentum buffer b in place.
  public func update(
    _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, _ b: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    for i in 0..<count {
      let gradient = OptimizerArithmetic.multiplyAdd(l2, p[i], gradientScale * g[i])
      b[i] = OptimizerArithmetic.multiplyAdd(momentum, b[i], gain * gradient)
      let step = OptimizerArithmetic.multiplyAdd(direct, gradient, indirect * b[i])
      p[i] = OptimizerArithmetic.multiplyAdd(-rate, step, p[i])
    }
  }

  /// Updates `count` parameters without a momentum buffer: p -= rate * g'.
  public func update(_ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, count: Int) {
    for i in 0..<count {
      let gradient = OptimizerArithmetic.multiplyAdd(l2, p[i], gradientScale * g[i])
      p[i] = OptimizerArithmetic.multiplyAdd(-rate, gradient, p[i])
    }
  }
}
