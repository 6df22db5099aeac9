@testable import GraphDSL

/// A text in which `«` and `»` mark places, so that no test counts columns.
struct MarkedText {
  /// The text without the marks.
  let text: String
  /// The marked ranges in UTF-8 bytes, in the order of their opening marks.
  let ranges: [Range<Int>]

  init(_ marked: String) {
    var bytes: [UInt8] = []
    var open: [Int] = []
    var ranges: [Range<Int>] = []
    for character in marked.unicodeScalars {
      switch character {
      case "«":
        open.append(ranges.count)
        ranges.append(bytes.count..<bytes.count)
      case "»":
        if let index = open.popLast() { ranges[index] = ranges[index].lowerBound..<bytes.count }
      default: bytes += Array(String(character).utf8)
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.ranges = ranges
  }

  /// The marked ranges as spans of the first file.
  var spans: [SourceSpan] { ranges.map { SourceSpan(file: 0, $0) } }
}
