import Foundation

/// A run's `metrics.jsonl`: one JSON object a line, appended as the run goes on.
public final class MetricsLog {
  /// The path as given.
  public let path: String
  private let descriptor: Int32

  /// Opens the log for appending; creates it when it is missing.
  ///
  /// - Throws: ``FileError`` when it cannot be opened.
  public init(_ path: String) throws(FileError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw FileError(path, cannot: "open for writing", systemError: errno)
    }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Appends one line, at once visible to readers.
  ///
  /// - Parameters:
  ///   - object: Its `step` is what ``truncate(after:)`` goes by.
  ///   - isFinal: Whether the line is there only because the training ends with its step.
  /// - Throws: ``FileError`` when the disk is full, among others.
  public func append(_ object: JSONObject, isFinal: Bool = false) throws(FileError) {
    var object = object
    if isFinal { object["final"] = true }
    let line = Array("\(JSONValue.object(object))\n".utf8)
    try line.withUnsafeBufferPointer { (bytes) throws(FileError) in
      try FileSystem.write(UnsafeRawBufferPointer(bytes), to: descriptor, path)
    }
  }

  /// Brings every line to the disk.
  ///
  /// - Throws: ``FileError`` when the disk reports an error.
  public func sync() throws(FileError) {
    guard fsync(descriptor) == 0 else {
      throw FileError(path, cannot: "write to the disk", systemError: errno)
    }
  }

  /// One line of a log.
  public struct Line: Sendable {
    /// Its members.
    public let object: JSONObject
    /// The step that it is of.
    public let step: Int
    /// The bytes of the file with the line's break.
    let bytes: Range<Int>
  }

  /// Reads a log line by line; a last line that a crash cut short is left out.
  ///
  /// - Parameters:
  ///   - path: The log.
  ///   - body: Takes a line and tells whether to go on.
  /// - Throws: ``FileError`` with the byte offset of a line that is no object with a `step`.
  public static func read(_ path: String, _ body: (Line) -> Bool) throws(FileError) {
    let text = try InputFile.contents(of: path)
    var start = 0
    while let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let json: JSONValue
      do { json = try JSONValue(parsing: Array(text[start..<newline])) } catch {
        throw error.within(path, at: start)
      }
      guard let object = json.object, let step = json["step"]?.integer else {
        throw FileError(path, "a line has no integer `step`", byteOffset: start)
      }
      guard body(Line(object: object, step: step, bytes: start..<newline + 1)) else { return }
      start = newline + 1
    }
  }

  /// Cuts the log before the first line of a later step, or the first that only the end of a
  /// shorter training asked for, and a last line that a crash cut short.
  ///
  /// - Parameter step: The step from which a run goes on.
  /// - Throws: ``FileError`` with the byte offset of a line that is no object with a `step`.
  public func truncate(after step: Int) throws(FileError) {
    var end = 0
    try Self.read(path) { line in
      let stays = line.step <= step && line.object["final"]?.bool != true
      if stays { end = line.bytes.upperBound }
      return stays
    }
    guard ftruncate(descriptor, off_t(end)) == 0 else {
      throw FileError(path, cannot: "shorten", systemError: errno)
    }
  }
}
