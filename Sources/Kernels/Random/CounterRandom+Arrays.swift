#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

extension CounterRandom {
  /// Writes the uniform numbers in [low, high) of the indices from `firstIndex` on.
  public static func fillUniform(
    _ y: UnsafeMutablePointer<Float>, count: Int, low: Float = 0, high: Float = 1, key: RandomKey,
    firstIndex: UInt64 = 0
  ) {
    // The product may round up to the end of the range.
    let last = Float8(repeating: high > low ? high.nextDown : low)
    let scale = Float8(repeating: high - low)
    let offset = Float8(repeating: low)
    forEachGroup(key, firstIndex: firstIndex, count: count) { position, u in
      VectorMath.store(VectorMath.min(VectorMath.madd(u, scale, offset), last), y + position)
    } rest: { position, u, lanes in
      let value = VectorMath.min(VectorMath.madd(u, scale, offset), last)
      VectorMath.store(value, y + position, count: lanes)
    }
  }

  /// y = x / (1 − rate) where the number of the element's index is at least `rate`, else 0.
  ///
  /// The backward pass calls it with the same key and index and dy for x: the choice is computed
  /// again instead of stored. `y` may be `x`.
  ///
  /// `rate` is the share of elements set to 0; at 1 and above all are. `firstIndex` is the index of
  /// the first element, so that a part can be computed alone.
  public static func dropout(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int, rate: Float,
    key: RandomKey, firstIndex: UInt64 = 0
  ) {
    let limit = Float8(repeating: rate)
    let scale = Float8(repeating: rate < 1 ? 1 / (1 - rate) : 0)
    forEachGroup(key, firstIndex: firstIndex, count: count) { position, u in
      let kept = VectorMath.load(x + position) * scale
      VectorMath.store(kept.replacing(with: 0, where: u .< limit), y + position)
    } rest: { position, u, lanes in
      let kept = VectorMath.load(x + position, count: lanes) * scale
      VectorMath.store(kept.replacing(with: 0, where: u .< limit), y + position, count: lanes)
    }
  }

  /// A normal number of mean 0 and deviation 1, by the transform of Box and Muller in double
  /// precision from 53 and 32 random bits.
  public static func normal(_ key: RandomKey, index: UInt64) -> Float {
    let upper = UInt64(bits(key, index: index))
    let lower = UInt64(bits(key.advanced(high: 0x6e6f_726d), index: index))
    let turn = bits(key.advanced(high: 0x7475_726e), index: index)
    let u = (Double(upper << 21 | lower >> 11) + 0.5) * 0x1p-53
    return Float((-2 * log(u)).squareRoot() * cos(2 * Double.pi * 0x1p-32 * Double(turn)))
  }

  /// Writes normal numbers of a mean and a deviation.
  ///
  /// Numbers further than `bound` deviations from the mean are drawn again, from a key of their own,
  /// so that every element still depends on its index alone.
  public static func fillNormal(
    _ y: UnsafeMutablePointer<Float>, count: Int, mean: Float = 0, deviation: Float = 1,
    bound: Float = .infinity, key: RandomKey, firstIndex: UInt64 = 0
  ) {
    for position in 0..<max(0, count) {
      let index = firstIndex &+ UInt64(position)
      var value = normal(key, index: index)
      var attempt: UInt32 = 0
      // Each draw fails with probability 0.05 at the usual bound 2; a bound near 0 must end too.
      while value.magnitude > bound, attempt < 1_000 {
        attempt += 1
        value = normal(key.advanced(high: attempt), index: index)
      }
      y[position] = mean + deviation * min(max(value, -bound), bound)
    }
  }
}
