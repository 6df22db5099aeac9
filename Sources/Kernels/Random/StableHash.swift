/// A hash that is the same in every run and on every machine, unlike `Hasher`.
public enum StableHash {
  /// The 64-bit FNV-1a hash of the UTF-8 bytes of a text.
  public static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
