#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

extension VectorMath {
  /// The sine within 1.5e-7; NaN for ±∞.
  public static func sin(_ x: Float8) -> Float8 { circular(x, quarterTurns: 0) }

  /// The cosine within 1.5e-7; NaN for ±∞.
  public static func cos(_ x: Float8) -> Float8 { circular(x, quarterTurns: 1) }

  /// `sin(x + quarterTurns · π / 2)`.
  ///
  /// x = n·π/2 + r with |r| ≤ π/4, π/2 in three parts (Cody and Waite); the polynomials are those of
  /// the Cephes library (Moshier, sinf). The parts are exact up to 8192; beyond, which is rare, the C
  /// library takes over in double precision.
  @inline(__always)
  private static func circular(_ x: Float8, quarterTurns: Int32) -> Float8 {
    let shifted = madd(x, Float8(repeating: 0.636_619_75), roundingShift)
    let n = shifted - Float8(repeating: roundingShift)
    var r = madd(n, Float8(repeating: -1.570_312_5), x)
    r = madd(n, Float8(repeating: -4.837_512_969_970_703_125e-4), r)
    r = madd(n, Float8(repeating: -7.549_789_954_891_882_16e-8), r)
    let z = r * r
    var sine = madd(z, Float8(repeating: -1.951_529_589_1e-4), 8.332_160_873_6e-3)
    sine = madd(sine, z, -0.166_666_546_11)
    sine = madd(sine * z, r, r)
    var cosine = madd(z, Float8(repeating: 2.443_315_711_809_948e-5), -1.388_731_625_493_765e-3)
    cosine = madd(cosine, z, 4.166_664_568_298_827e-2)
    cosine = madd(cosine * z, z, madd(z, Float8(repeating: -0.5), 1))
    let turns =
      bits(shifted) &- SIMD8<Int32>(repeating: 0x4b40_0000) &+ SIMD8(repeating: quarterTurns)
    let isOdd = (turns & SIMD8(repeating: 1)) .== SIMD8(repeating: 1)
    let sign = (turns & SIMD8(repeating: 2)) &<< 30
    var value = float(bits(sine.replacing(with: cosine, where: isOdd)) ^ sign)
    let isLarge = abs(x) .> Float8(repeating: 8192)
    guard any(isLarge) else { return value }
    for lane in 0..<8 where isLarge[lane] {
      let angle = Double(x[lane])
      value[lane] = Float(quarterTurns == 0 ? librarySine(angle) : libraryCosine(angle))
    }
    return value
  }

  /// log(1 + x) within 3 ulp for every x; −∞ at −1, NaN below, ∞ and NaN stay.
  ///
  /// The rounding error of 1 + x is put back to first order.
  @inlinable @inline(__always)
  public static func log1p(_ x: Float8) -> Float8 {
    let sum = Float8(repeating: 1) + x
    let lost = x - (sum - Float8(repeating: 1))
    let log = log(sum)
    let isFinite = (sum .> Float8.zero) .& (sum .< Float8(repeating: Float.infinity))
    return log.replacing(with: log + lost / sum, where: isFinite)
  }

  /// aᵇ lane by lane by the C library, with its rules for zeros, negative numbers and infinities.
  public static func power(_ a: Float8, _ b: Float8) -> Float8 {
    var y = Float8.zero
    for lane in 0..<8 { y[lane] = pow(a[lane], b[lane]) }
    return y
  }
}

// Inside `VectorMath` these names are its own functions.
private func librarySine(_ x: Double) -> Double { sin(x) }
private func libraryCosine(_ x: Double) -> Double { cos(x) }
