// The same functions over arrays, for callers that are not built with the vector flags.

extension VectorMath {
  /// y = eˣ; `y` may be `x`, here and below.
  public static func exp(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    map(x, y, count) { exp($0) }
  }

  /// y = log x.
  public static func log(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    map(x, y, count) { log($0) }
  }

  /// y = 1 / (1 + e⁻ˣ).
  public static func sigmoid(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    map(x, y, count) { sigmoid($0) }
  }

  /// y = log(1 + eˣ).
  public static func softplus(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    map(x, y, count) { softplus($0) }
  }

  /// y = tanh x.
  public static func tanh(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    map(x, y, count) { tanh($0) }
  }

  /// y = erf x.
  public static func erf(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    map(x, y, count) { erf($0) }
  }

  @inline(__always)
  private static func map(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int,
    _ function: (Float8) -> Float8
  ) {
    var index = 0
    while index + 8 <= count {
      store(function(load(x + index)), y + index)
      index += 8
    }
    if index < count {
      store(function(load(x + index, count: count - index)), y + index, count: count - index)
    }
  }
}
