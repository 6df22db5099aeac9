/// What picks one sequence of random numbers: a seed, a stream in it and a step of that stream.
///
/// Equal words give the same sequence in every run; a difference in any word gives an unrelated one.
public struct RandomKey: Sendable, Hashable {
  @usableFromInline let first: UInt32
  @usableFromInline let second: UInt32
  @usableFromInline let third: UInt32

  /// The key of a step of a stream of a seed.
  ///
  /// - Parameters:
  ///   - seed: The user's choice.
  ///   - stream: What draws, as `StableHash.fnv1a` of a node's name.
  ///   - step: How often it drew before, such as the training step.
  public init(seed: UInt64, stream: UInt64, step: UInt64 = 0) {
    var state = RandomKey.mix(seed)
    state = RandomKey.mix(state ^ stream)
    state = RandomKey.mix(state ^ step)
    let more = RandomKey.mix(state)
    first = UInt32(truncatingIfNeeded: state)
    second = UInt32(truncatingIfNeeded: state >> 32)
    third = UInt32(truncatingIfNeeded: more)
  }

  @inlinable @inline(__always)
  init(first: UInt32, second: UInt32, third: UInt32) {
    self.first = first
    self.second = second
    self.third = third
  }

  /// The key for the numbers whose index has these upper 32 bits.
  @inlinable @inline(__always)
  func advanced(high: UInt32) -> RandomKey {
    guard high != 0 else { return self }
    let step = RandomKey.mix(UInt64(high) << 32 | UInt64(third))
    return RandomKey(
      first: first ^ UInt32(truncatingIfNeeded: step),
      second: second ^ UInt32(truncatingIfNeeded: step >> 32), third: third)
  }

  /// A bijection of 64-bit words that spreads every bit (the output function of SplitMix64 by
  /// Steele, Lea and Flood, after one step of its counter).
  @inlinable
  static func mix(_ word: UInt64) -> UInt64 {
    var z = word &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
