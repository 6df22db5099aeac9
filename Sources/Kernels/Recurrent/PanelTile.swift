/// The inner loops of `PanelProduct`: one to three rows times a packed panel of 32 columns.
///
/// Three rows of four vectors are twelve sums, three broadcast factors and one vector of the panel:
/// all sixteen registers. Each function stands alone so that nothing else wants one of them.
enum PanelTile {
  typealias Row = UnsafePointer<Float>
  typealias Result = UnsafeMutablePointer<Float>

  /// Sums over `inner` of a row and the panel, added to the result or written over it.
  @inline(never)
  static func three(
    _ inner: Int, _ a0: Row, _ a1: Row, _ a2: Row, _ panel: Row, _ c0: Result, _ c1: Result,
    _ c2: Result, overwrite: Bool
  ) {
    var s00 = Float8.zero
    var s01 = Float8.zero
    var s02 = Float8.zero
    var s03 = Float8.zero
    var s10 = Float8.zero
    var s11 = Float8.zero
    var s12 = Float8.zero
    var s13 = Float8.zero
    var s20 = Float8.zero
    var s21 = Float8.zero
    var s22 = Float8.zero
    var s23 = Float8.zero
    if !overwrite {
      (s00, s01, s02, s03) = load(c0)
      (s10, s11, s12, s13) = load(c1)
      (s20, s21, s22, s23) = load(c2)
    }
    var b = panel
    for k in 0..<inner {
      // The factors first, then one vector of the panel at a time: otherwise it takes 17 registers.
      let f0 = Float8(repeating: a0[k])
      let f1 = Float8(repeating: a1[k])
      let f2 = Float8(repeating: a2[k])
      var v = VectorMath.load(b)
      s00 = VectorMath.madd(f0, v, s00)
      s10 = VectorMath.madd(f1, v, s10)
      s20 = VectorMath.madd(f2, v, s20)
      v = VectorMath.load(b + 8)
      s01 = VectorMath.madd(f0, v, s01)
      s11 = VectorMath.madd(f1, v, s11)
      s21 = VectorMath.madd(f2, v, s21)
      v = VectorMath.load(b + 16)
      s02 = VectorMath.madd(f0, v, s02)
      s12 = VectorMath.madd(f1, v, s12)
      s22 = VectorMath.madd(f2, v, s22)
      v = VectorMath.load(b + 24)
      s03 = VectorMath.madd(f0, v, s03)
      s13 = VectorMath.madd(f1, v, s13)
      s23 = VectorMath.madd(f2, v, s23)
      b += 32
    }
    store((s00, s01, s02, s03), c0)
    store((s10, s11, s12, s13), c1)
    store((s20, s21, s22, s23), c2)
  }

  /// The same for two rows.
  @inline(never)
  static func two(
    _ inner: Int, _ a0: Row, _ a1: Row, _ panel: Row, _ c0: Result, _ c1: Result, overwrite: Bool
  ) {
    var s00 = Float8.zero
    var s01 = Float8.zero
    var s02 = Float8.zero
    var s03 = Float8.zero
    var s10 = Float8.zero
    var s11 = Float8.zero
    var s12 = Float8.zero
    var s13 = Float8.zero
    if !overwrite {
      (s00, s01, s02, s03) = load(c0)
      (s10, s11, s12, s13) = load(c1)
    }
    var b = panel
    for k in 0..<inner {
      let f0 = Float8(repeating: a0[k])
      let f1 = Float8(repeating: a1[k])
      var v = VectorMath.load(b)
      s00 = VectorMath.madd(f0, v, s00)
      s10 = VectorMath.madd(f1, v, s10)
      v = VectorMath.load(b + 8)
      s01 = VectorMath.madd(f0, v, s01)
      s11 = VectorMath.madd(f1, v, s11)
      v = VectorMath.load(b + 16)
      s02 = VectorMath.madd(f0, v, s02)
      s12 = VectorMath.madd(f1, v, s12)
      v = VectorMath.load(b + 24)
      s03 = VectorMath.madd(f0, v, s03)
      s13 = VectorMath.madd(f1, v, s13)
      b += 32
    }
    store((s00, s01, s02, s03), c0)
    store((s10, s11, s12, s13), c1)
  }

  /// The same for one row, in two chains a vector against the latency of the product.
  @inline(never)
  static func one(_ inner: Int, _ a: Row, _ panel: Row, _ c: Result, overwrite: Bool) {
    var (s0, s1, s2, s3) =
      overwrite ? (Float8.zero, Float8.zero, Float8.zero, Float8.zero) : load(c)
    var t0 = Float8.zero
    var t1 = Float8.zero
    var t2 = Float8.zero
    var t3 = Float8.zero
    var b = panel
    for pair in 0..<inner / 2 {
      let even = Float8(repeating: a[2 * pair])
      let odd = Float8(repeating: a[2 * pair + 1])
      s0 = VectorMath.madd(even, VectorMath.load(b), s0)
      s1 = VectorMath.madd(even, VectorMath.load(b + 8), s1)
      s2 = VectorMath.madd(even, VectorMath.load(b + 16), s2)
      s3 = VectorMath.madd(even, VectorMath.load(b + 24), s3)
      t0 = VectorMath.madd(odd, VectorMath.load(b + 32), t0)
      t1 = VectorMath.madd(odd, VectorMath.load(b + 40), t1)
      t2 = VectorMath.madd(odd, VectorMath.load(b + 48), t2)
      t3 = VectorMath.madd(odd, VectorMath.load(b + 56), t3)
      b += 64
    }
    if inner % 2 == 1 {
      let last = Float8(repeating: a[inner - 1])
      s0 = VectorMath.madd(last, VectorMath.load(b), s0)
      s1 = VectorMath.madd(last, VectorMath.load(b + 8), s1)
      s2 = VectorMath.madd(last, VectorMath.load(b + 16), s2)
      s3 = VectorMath.madd(last, VectorMath.load(b + 24), s3)
    }
    store((s0 + t0, s1 + t1, s2 + t2, s3 + t3), c)
  }

  @inline(__always)
  private static func load(_ c: Result) -> (Float8, Float8, Float8, Float8) {
    let c = UnsafePointer(c)
    return (
      VectorMath.load(c), VectorMath.load(c + 8), VectorMath.load(c + 16), VectorMath.load(c + 24)
    )
  }

  @inline(__always)
  private static func store(_ sums: (Float8, Float8, Float8, Float8), _ c: Result) {
    VectorMath.store(sums.0, c)
    VectorMath.store(sums.1, c + 8)
    VectorMath.store(sums.2, c + 16)
    VectorMath.store(sums.3, c + 24)
  }
}
