// An odd function as x·P(x²)/Q(x²): a rational minimax fit of the relative error (linearised least
// squares with Lawson weights in double precision). Nearly all coefficients have one sign, so the
// evaluation adds little error of its own.

extension VectorMath {
  /// The error function 2/√π ∫₀ˣ e^−t² dt within 6 ulp, never beyond ±1; NaN stays.
  @inlinable @inline(__always)
  public static func erf(_ x: Float8) -> Float8 {
    // From 3.92 on the nearest number is 1; at this limit the quotient rounds to 1 or above.
    let limit = Float8(repeating: 3.942_998_4)
    let x = max(min(x, limit), -limit)
    let y = x * x
    var p = madd(y, Float8(repeating: -1.285_795_1e-8), 4.620_054_8e-6)
    p = madd(p, y, 0.000_377_167_45)
    p = madd(p, y, 0.003_840_293_5)
    p = madd(p, y, 0.054_254_737)
    p = madd(p, y, 0.185_147_69)
    p = madd(p, y, 1.128_379_2)
    var q = madd(y, Float8(repeating: 6.250_083e-5), 0.001_302_409_5)
    q = madd(q, y, 0.015_434_84)
    q = madd(q, y, 0.113_886_945)
    q = madd(q, y, 0.497_416_26)
    q = madd(q, y, 1)
    let one = Float8(repeating: 1)
    return max(min(x * p / q, one), -one)
  }
}
