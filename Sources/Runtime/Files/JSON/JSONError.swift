/// Why a text is not JSON.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Bytes from the start of the text to the place that is wrong.
  public let byteOffset: Int
  /// One sentence.
  public let message: String

  public var description: String { "byte \(byteOffset): \(message)" }

  /// The same as an error about a file in which the text begins at `start`.
  public func within(_ path: String, at start: Int = 0) -> FileError {
    FileError(path, "is not valid JSON: \(message)", byteOffset: start + byteOffset)
  }
}
