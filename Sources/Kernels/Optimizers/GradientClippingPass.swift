/// Passes over gradients before an optimizer's step.
public enum GradientClippingPass {
  /// The sum of squares, in double precision: finite for every finite gradient.
  ///
  /// Four lanes of four are summed in a fixed order, so the same elements give the same bits.
  public static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var (sum0, sum1) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (sum2, sum3) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var index = 0
    while index + 16 <= count {
      let (a, b) = (doubles(values + index), doubles(values + index + 4))
      let (c, d) = (doubles(values + index + 8), doubles(values + index + 12))
      sum0 += a * a
      sum1 += b * b
      sum2 += c * c
      sum3 += d * d
      index += 16
    }
    let sums = (sum0 + sum1) + (sum2 + sum3)
    var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
    while index < count {
      sum += Double(values[index]) * Double(values[index])
      index += 1
    }
    return sum
  }

  /// Moves every element into -limit...limit; NaN stays NaN.
  public static func clamp(_ values: UnsafeMutablePointer<Float>, count: Int, to limit: Float) {
    for i in 0..<count {
      let value = values[i] > limit ? limit : values[i]
      values[i] = value < -limit ? -limit : value
    }
  }

  @inline(__always)
  private static func doubles(_ values: UnsafePointer<Float>) -> SIMD4<Double> {
    SIMD4(Double(values[0]), Double(values[1]), Double(values[2]), Double(values[3]))
  }
}
