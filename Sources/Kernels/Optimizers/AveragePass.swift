/// One step of an exponential moving average over flat arrays.
public enum AveragePass {
  /// Moves `count` averages towards the numbers: `average += share · (number − average)`.
  public static func update(
    _ averages: UnsafeMutablePointer<Float>, towards numbers: UnsafePointer<Float>, count: Int,
    share: Float
  ) {
    for i in 0..<count {
      averages[i] = OptimizerArithmetic.multiplyAdd(
        share, numbers[i] - averages[i], averages[i])
    }
  }

  /// Exchanges the elements of two arrays.
  public static func exchange(
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { (a[i], b[i]) = (b[i], a[i]) }
  }
}
