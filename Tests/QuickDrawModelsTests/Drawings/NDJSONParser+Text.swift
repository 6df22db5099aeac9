@testable import QuickDrawModels

extension NDJSONParser {
  /// The drawing in a line of text.
  mutating func parse(line: String) throws -> Drawing {
    try parse(bytes: Array(line.utf8))
  }

  /// The drawing in the bytes of a line.
  mutating func parse(bytes: [UInt8]) throws -> Drawing {
    try bytes.withUnsafeBytes { try parse($0) }
  }
}
