// The polynomials are minimax fits (Lawson iteration in double precision, weighted to the relative
// error of the result), rounded to single precision.

/// 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits.
@usableFromInline let roundingShift: Float = 12_582_912
/// ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
@usableFromInline let ln2High: Float = 0.693_359_375
@usableFromInline let ln2Low: Float = -2.121_944_4e-4

extension VectorMath {
  /// eˣ within 1 ulp, subnormal results included; 0 below −103.97, ∞ above 88.72, NaN stays.
  ///
  /// x = n·ln 2 + r with |r| ≤ ln 2 / 2; eʳ by a polynomial of degree 6. The scale 2ⁿ is applied in
  /// two halves, which reaches both ends of the range with a single rounding.
  @inlinable @inline(__always)
  public static func exp(_ x: Float8) -> Float8 {
    let x = max(min(x, Float8(repeating: 89)), Float8(repeating: -104))
    let shifted = madd(x, Float8(repeating: 1.442_695), roundingShift)
    let n = shifted - Float8(repeating: roundingShift)
    let r = madd(
      n, Float8(repeating: -ln2Low), madd(n, Float8(repeating: -ln2High), x))
    var q = madd(r, Float8(repeating: 0.001_381_422_2), 0.008_368_899)
    q = madd(q, r, 0.041_668_404)
    q = madd(q, r, 0.166_665_2)
    q = madd(q, r, 0.499_999_94)
    let p = madd(r * r, q, r) + Float8(repeating: 1)
    let exponent = bits(shifted) &- SIMD8<Int32>(repeating: 0x4b40_0000)
    let half = exponent &>> 1
    return p * powerOfTwo(half) * powerOfTwo(exponent &- half)
  }

  /// The natural logarithm within 1 ulp; log 0 = −∞, NaN below 0, ∞ and NaN stay.
  ///
  /// x = 2ᵉ·(1 + f) with 1 + f in [√½, √2); log(1 + f) = f − f²/2 + f³·q(f), q of degree 8.
  @inlinable @inline(__always)
  public static func log(_ x: Float8) -> Float8 {
    let subnormal = x .< Float8(repeating: Float.leastNormalMagnitude)
    let scaled = x.replacing(with: x * Float8(repeating: 8_388_608), where: subnormal)
    let pattern = bits(scaled)
    // The difference to the pattern of √½ counts whole octaves in its exponent field.
    let octave = (pattern &- SIMD8<Int32>(repeating: 0x3f35_04f3)) &>> 23
    let f = float(pattern &- (octave &<< 23)) - Float8(repeating: 1)
    let shift = Float8(repeating: roundingShift)
    let whole = float(octave &+ SIMD8<Int32>(repeating: 0x4b40_0000)) - shift
    let e = whole.replacing(with: whole - Float8(repeating: 23), where: subnormal)
    let square = f * f
    var y = madd(e, Float8(repeating: ln2Low), f * square * logarithmTail(f))
    y = madd(square, Float8(repeating: -0.5), y)
    let value = madd(e, Float8(repeating: ln2High), f + y)
    return
      value
      .replacing(with: x, where: .!(x .< Float8(repeating: Float.infinity)))
      .replacing(with: Float8(repeating: -Float.infinity), where: x .== Float8.zero)
      .replacing(with: Float8(repeating: Float.nan), where: x .< Float8.zero)
  }

  /// (log(1 + f) − f + f²/2) / f³ on [√½ − 1, √2 − 1].
  @inlinable @inline(__always)
  static func logarithmTail(_ f: Float8) -> Float8 {
    var q = madd(f, Float8(repeating: 0.067_466_4), -0.116_756_52)
    q = madd(q, f, 0.118_881_62)
    q = madd(q, f, -0.124_055_89)
    q = madd(q, f, 0.142_195_52)
    q = madd(q, f, -0.166_679_96)
    q = madd(q, f, 0.200_021_19)
    q = madd(q, f, -0.250_000_1)
    return madd(q, f, 0.333_333_13)
  }

  /// The logistic function 1 / (1 + e⁻ˣ) within 2.5 ulp for every sign and size of x; NaN stays.
  @inlinable @inline(__always)
  public static func sigmoid(_ x: Float8) -> Float8 {
    // e^−|x| never overflows, and for negative x it is the numerator itself, small as it may be.
    let one = Float8(repeating: 1)
    let z = exp(float(bits(x) | SIMD8<Int32>(repeating: Int32.min)))
    return one.replacing(with: z, where: x .< Float8.zero) / (one + z)
  }

  /// The hyperbolic tangent within 2 ulp, never beyond ±1; ±∞ gives ±1, NaN stays.
  ///
  /// Below 5/8 the odd polynomial x + x³·P(x²) of the Cephes library (Moshier, tanhf); above it
  /// 1 − 2 / (e^2|x| + 1) with the sign of x, which would cancel near 0.
  @inlinable @inline(__always)
  public static func tanh(_ x: Float8) -> Float8 {
    let size = abs(x)
    let y = x * x
    var p = madd(y, Float8(repeating: -5.704_988_7e-3), 2.063_908_8e-2)
    p = madd(p, y, -5.373_971_6e-2)
    p = madd(p, y, 0.133_314_42)
    p = madd(p, y, -0.333_332_82)
    let small = madd(p * y, x, x)
    let one = Float8(repeating: 1)
    let large = one - Float8(repeating: 2) / (exp(size + size) + one)
    let signed = large.replacing(with: -large, where: x .< Float8.zero)
    return signed.replacing(with: small, where: size .< Float8(repeating: 0.625))
  }

  /// log(1 + x) within 3 ulp for x ≥ 0; not for negative x.
  ///
  /// The rounding error of 1 + x is put back to first order.
  @inlinable @inline(__always)
  public static func logOnePlus(_ x: Float8) -> Float8 {
    let one = Float8(repeating: 1)
    let u = one + x
    let lost = x - (u - one)
    let value = log(u) + lost / u
    return value.replacing(with: x, where: .!(x .< Float8(repeating: Float.infinity)))
  }

  /// log(1 + eˣ) within 4 ulp, as max(x, 0) + log(1 + e^−|x|); NaN stays.
  @inlinable @inline(__always)
  public static func softplus(_ x: Float8) -> Float8 {
    let z = exp(float(bits(x) | SIMD8<Int32>(repeating: Int32.min)))
    return max(x, Float8.zero) + logOnePlus(z)
  }

  @inlinable @inline(__always)
  static func powerOfTwo(_ n: SIMD8<Int32>) -> Float8 {
    float((n &+ SIMD8<Int32>(repeating: 127)) &<< 23)
  }
}
