@testable import QuickDrawModels

extension NDJSONParser {
  /// The drawing in a line of text.
  mutating func parse(line: String) throws(DrawingError) -> Drawing {
    try parse(bytes: Array(line.utf8))
  }

  /// The drawing in the bytes of a line.
  mutating func parse(bytes: [UInt8]) throws(DrawingError) -> Drawing {
    try bytes.withUnsafeBytes { bytes throws(DrawingError) in try parse(bytes) }
  }
}
