/// A comment, from its `#` to the last character that is not white space.
struct FormatComment {
  let text: String
  /// Its bytes in the file, up to the line's end.
  let bytes: Range<Int>
  /// The column of the `#`.
  let column: Int

  /// The comments in a stretch of a file that holds nothing else but white space.
  static func all(in range: Range<Int>, of file: SourceFile) -> [FormatComment] {
    var comments: [FormatComment] = []
    var position = range.lowerBound
    while position < range.upperBound {
      guard file.bytes[position] == UInt8(ascii: "#") else {
        position += 1
        continue
      }
      var end = position
      while end < range.upperBound, !isBreak(file.bytes[end]) { end += 1 }
      comments.append(
        FormatComment(
          text: trimmed(file.text(in: position..<end)), bytes: position..<end,
          column: file.location(of: position).column - 1))
      position = end
    }
    return comments
  }

  /// A comment without the white space behind it.
  static func trimmed(_ text: String) -> String {
    var text = text
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  /// Whether a byte ends a line.
  static func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
