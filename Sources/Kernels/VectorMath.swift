/// Eight single-precision numbers, the width of one AVX register.
public typealias Float8 = SIMD8<Float>

/// Elementary functions on eight numbers at once, and the loads and stores around them.
///
/// Everything inlines into the caller's loop. Outside this module that helps only in a target built
/// with the same vector flags, because the loop is compiled there. The error bounds are in units of
/// the last place of the correctly rounded result, over all finite arguments.
public enum VectorMath {
  /// `a * b + c`, with one rounding where the processor fuses it.
  @inlinable @inline(__always)
  public static func madd(_ a: Float8, _ b: Float8, _ c: Float8) -> Float8 {
    #if GRAPHRUN_FMA || arch(arm64)
      c.addingProduct(a, b)
    #else
      // Without the instruction a fused product is one call into the C library a lane.
      a * b + c
    #endif
  }

  /// `a * b + c` with the same number in every lane of `c`.
  @inlinable @inline(__always)
  static func madd(_ a: Float8, _ b: Float8, _ c: Float) -> Float8 {
    madd(a, b, Float8(repeating: c))
  }

  /// The larger of both lane by lane; a NaN in `a` stays, one in `b` is passed over.
  @inlinable @inline(__always)
  public static func max(_ a: Float8, _ b: Float8) -> Float8 {
    a.replacing(with: b, where: a .< b)
  }

  /// The smaller of both lane by lane; a NaN in `a` stays, one in `b` is passed over.
  @inlinable @inline(__always)
  public static func min(_ a: Float8, _ b: Float8) -> Float8 {
    a.replacing(with: b, where: a .> b)
  }

  /// The absolute value of each lane.
  @inlinable @inline(__always)
  public static func abs(_ x: Float8) -> Float8 {
    float(bits(x) & SIMD8<Int32>(repeating: 0x7fff_ffff))
  }

  /// The sum of the lanes, added as a tree: lanes four apart, then two, then one.
  @inlinable @inline(__always)
  public static func sum(_ x: Float8) -> Float {
    let four = x.lowHalf + x.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The largest lane; NaN in a lane may be passed over.
  @inlinable @inline(__always)
  public static func maximum(_ x: Float8) -> Float {
    let four = x.lowHalf.replacing(with: x.highHalf, where: x.lowHalf .< x.highHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.lowHalf .< four.highHalf)
    return two.x < two.y ? two.y : two.x
  }

  /// The eight numbers at `pointer`, which needs no alignment.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafePointer<Float>) -> Float8 {
    UnsafeRawPointer(pointer).loadUnaligned(as: Float8.self)
  }

  /// The first `count` (0 to 8) numbers at `pointer`, and zeros after them.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafePointer<Float>, count: Int) -> Float8 {
    var value = Float8.zero
    for lane in 0..<count { value[lane] = pointer[lane] }
    return value
  }

  /// Writes eight numbers to `pointer`, which needs no alignment.
  @inlinable @inline(__always)
  public static func store(_ value: Float8, _ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: Float8.self)
  }

  /// Writes the first `count` (0 to 8) lanes to `pointer`.
  @inlinable @inline(__always)
  public static func store(_ value: Float8, _ pointer: UnsafeMutablePointer<Float>, count: Int) {
    for lane in 0..<count { pointer[lane] = value[lane] }
  }

  @inlinable @inline(__always)
  static func bits(_ x: Float8) -> SIMD8<Int32> { unsafeBitCast(x, to: SIMD8<Int32>.self) }

  @inlinable @inline(__always)
  static func float(_ x: SIMD8<Int32>) -> Float8 { unsafeBitCast(x, to: Float8.self) }
}
