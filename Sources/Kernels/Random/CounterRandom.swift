/// Random numbers as a function of a key and an index, with no state in between.
///
/// Any part of a sequence can be computed alone, in any order, on any thread, and again in the
/// backward pass. Three rounds of multiply and shift, each with a word of the key, map the lower
/// half of the index one to one to 32 bits (multipliers and shifts of a search for unbiased integer
/// hashes by Wellons). Not for secrets.
public enum CounterRandom {
  /// 32 random bits for each of the eight indices from `index` on, whose upper halves must agree.
  @inlinable @inline(__always)
  static func bits(_ key: RandomKey, low index: SIMD8<UInt32>) -> SIMD8<UInt32> {
    var x = index ^ key.first
    x ^= x &>> 17
    x = x &* 0xed5a_d4bb
    x = (x ^ (x &>> 11)) &+ key.second
    x = x &* 0xac4c_1b51
    x = (x ^ (x &>> 15)) &+ key.third
    x = x &* 0x3184_8bab
    return x ^ (x &>> 14)
  }

  /// 32 random bits.
  public static func bits(_ key: RandomKey, index: UInt64) -> UInt32 {
    let low = SIMD8<UInt32>(repeating: UInt32(truncatingIfNeeded: index))
    return bits(key.advanced(high: UInt32(truncatingIfNeeded: index >> 32)), low: low)[0]
  }

  /// A number in [0, 1), a multiple of 2⁻²³.
  public static func uniform(_ key: RandomKey, index: UInt64) -> Float {
    unit(SIMD8(repeating: bits(key, index: index)))[0]
  }

  /// Bits as a number in [0, 1): the upper 23 become the fraction of a number in [1, 2).
  @inlinable @inline(__always)
  static func unit(_ bits: SIMD8<UInt32>) -> Float8 {
    let pattern = (bits &>> 9) | SIMD8<UInt32>(repeating: 0x3f80_0000)
    return unsafeBitCast(pattern, to: Float8.self) - Float8(repeating: 1)
  }

  /// Calls `full` for each group of eight elements and `rest` for the elements after the last
  /// group, with eight random numbers in [0, 1) each.
  ///
  /// Both take the position of the group among the `count` elements and the numbers; `rest` also
  /// takes how many of the numbers belong to an element.
  @inlinable @inline(__always)
  static func forEachGroup(
    _ key: RandomKey, firstIndex: UInt64, count: Int, full: (Int, Float8) -> Void,
    rest: (Int, Float8, Int) -> Void
  ) {
    let lanes = SIMD8<UInt32>(0, 1, 2, 3, 4, 5, 6, 7)
    var done = 0
    while done < count {
      // The upper half of the index is part of the key, so a stretch ends where it changes.
      let index = firstIndex &+ UInt64(done)
      let stretchKey = key.advanced(high: UInt32(truncatingIfNeeded: index >> 32))
      let stretch = Int(min(UInt64(count - done), (1 << 32) - (index & 0xffff_ffff)))
      let end = done + stretch
      var low = UInt32(truncatingIfNeeded: index)
      while done + 8 <= end {
        full(done, unit(bits(stretchKey, low: lanes &+ SIMD8(repeating: low))))
        done += 8
        low &+= 8
      }
      if done < end {
        rest(done, unit(bits(stretchKey, low: lanes &+ SIMD8(repeating: low))), end - done)
        done = end
      }
    }
  }
}
