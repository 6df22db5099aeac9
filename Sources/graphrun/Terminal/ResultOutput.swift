import Foundation
import Runtime

/// Standard output for many lines: collected, and a failure to write them is an error.
struct ResultOutput {
  private var bytes: [UInt8] = []

  /// Appends a line, to be written later.
  mutating func append(_ line: String) {
    bytes += Array(line.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes everything that was appended.
  ///
  /// - Throws: `FileError` when the disk is full, among others. A reader that has gone away ends the
  ///   process quietly, as is usual in a pipe.
  mutating func flush() throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw FileError("<stdout>", cannot: "write", systemError: errno)
      }
      rest = rest.dropFirst(count)
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
