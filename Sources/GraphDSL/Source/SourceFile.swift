/// A model file's bytes and text, with its lines found once.
public struct SourceFile: Sendable {
  /// The path as the user gave it; shown in messages.
  public let path: String
  /// The text, decoded from UTF-8; bytes that are not UTF-8 are replaced.
  public let text: String
  /// The bytes as they lie in the file; a ``SourceSpan`` counts these.
  public let bytes: [UInt8]
  /// The first byte past a byte order mark.
  let textStart: Int
  private let lineStarts: [Int]

  /// A text that was made here, such as a test's or a command-line argument's.
  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  /// A file that was read already.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    textStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    text = String(decoding: bytes[textStart...], as: UTF8.self)
    lineStarts = Self.lineStarts(of: bytes, from: textStart)
  }

  /// Where lines start; they end as YAML's do, at a line feed, a carriage return or both.
  private static func lineStarts(of bytes: [UInt8], from start: Int) -> [Int] {
    var starts = [start]
    for offset in start..<bytes.count {
      let isBreak =
        bytes[offset] == UInt8(ascii: "\n")
        || bytes[offset] == UInt8(ascii: "\r")
          && !(offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n"))
      if isBreak { starts.append(offset + 1) }
    }
    return starts
  }

  /// The line that holds byte `offset`, and the column of `offset` in characters; both start at 1.
  public func location(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    return (line + 1, characters(in: start..<max(start, offset)) + 1)
  }

  /// The text of a line (from 1), without its line break.
  public func line(_ number: Int) -> String {
    String(decoding: bytes[lineRange(number)], as: UTF8.self)
  }

  /// The bytes of a line (from 1), without its line break.
  func lineRange(_ number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, [UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes[end - 1]) {
      end -= 1
    }
    return start..<end
  }

  /// The number of the line (from 1) that holds byte `offset`.
  func lineNumber(of offset: Int) -> Int { lineIndex(of: offset) + 1 }

  /// How many characters (grapheme clusters) lie in a range of bytes.
  public func characters(in range: Range<Int>) -> Int {
    let part = bytes[range.clamped(to: 0..<bytes.count)]
    // Only a line break joins two ASCII characters into one, and a column never spans one.
    if part.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\r") }) { return part.count }
    return String(decoding: part, as: UTF8.self).count
  }

  /// Whether the file holds just `text`, byte for byte.
  public func isExactly(_ text: String) -> Bool { bytes.elementsEqual(text.utf8) }

  /// The text of a range of bytes.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The Unicode scalar that starts at byte `offset`; nil past the end.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard bytes.indices.contains(offset) else { return nil }
    return String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
      .unicodeScalars.first
  }

  private func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
