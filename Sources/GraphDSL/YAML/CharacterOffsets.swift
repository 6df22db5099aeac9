/// Turns libyaml's marks, which count characters, into bytes.
struct CharacterOffsets {
  private let base: Int
  private let count: Int
  /// The byte at which each character starts, from `base`; nil when every character is one byte.
  private let starts: [Int32]?

  /// Offsets of a text that starts at byte `base` of its file.
  init(_ bytes: ArraySlice<UInt8>) {
    base = bytes.startIndex
    count = bytes.count
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      starts = nil
      return
    }
    starts = bytes.indices.compactMap { index in
      bytes[index] & 0xC0 == 0x80 ? nil : Int32(index - bytes.startIndex)
    }
  }

  /// The byte of the file at which character `index` of the text starts.
  func byte(ofCharacter index: Int) -> Int {
    guard let starts else { return base + min(index, count) }
    return base + (index < starts.count ? Int(starts[index]) : count)
  }
}
