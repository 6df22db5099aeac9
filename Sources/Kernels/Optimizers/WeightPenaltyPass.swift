/// The pass of a penalty of weights over their values and gradients.
public enum WeightPenaltyPass {
  /// Adds `strength · w` to each gradient and returns the sum of `w²` in double precision.
  public static func add(
    of weights: UnsafePointer<Float>, to gradients: UnsafeMutablePointer<Float>, count: Int,
    strength: Float
  ) -> Double {
    for index in 0..<count { gradients[index] += strength * weights[index] }
    return GradientClippingPass.sumOfSquares(weights, count: count)
  }
}
