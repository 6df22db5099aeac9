import Foundation
import Runtime

/// A run's `log.txt`: what the terminal showed, line by line.
final class RunLog {
  private let file: UnsafeMutablePointer<FILE>

  /// Opens the log for appending.
  ///
  /// - Throws: `FileError` when it cannot be opened.
  init(_ path: String) throws(FileError) {
    guard let file = fopen(path, "a") else {
      throw FileError(path, cannot: "create", systemError: errno)
    }
    self.file = file
  }

  deinit { fclose(file) }

  /// Appends a line.
  func append(_ line: String) {
    fputs(line + "\n", file)
    fflush(file)
  }
}
