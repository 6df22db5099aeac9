import Foundation

/// A regular file opened for reading at any offset, from any thread.
///
/// Ranges are read, not mapped: a file that another program shortens meanwhile is an error here
/// and would be a bus error with a mapping.
public final class InputFile: Sendable {
  /// The path as given.
  public let path: String
  /// The size in bytes when it was opened.
  public let size: Int
  private let descriptor: Int32

  /// Opens `path`.
  ///
  /// - Throws: ``FileError`` when it is missing, unreadable or no regular file.
  public init(_ path: String) throws(FileError) {
    // Without O_NONBLOCK a named pipe would wait for its writer before it could be refused.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path, cannot: "open", systemError: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(path, cannot: "inspect", systemError: code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(path, "is not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills `target` with the bytes from `offset` on.
  ///
  /// - Throws: ``FileError`` when the file ends before or cannot be read.
  public func read(
    into target: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileError) {
    var done = 0
    while done < target.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, cannot: "read", systemError: errno) }
      guard count > 0 else {
        throw FileError(
          path, "ends here, \(target.count - done) bytes early", byteOffset: offset + done)
      }
      done += count
    }
  }

  /// The `count` bytes from `offset` on.
  ///
  /// - Throws: ``FileError`` when the file ends before or cannot be read.
  public func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
      try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
    }
    return bytes
  }

  /// The whole contents of a file.
  ///
  /// - Throws: ``FileError`` when it cannot be read or is longer than `limit` bytes.
  public static func contents(
    of path: String, limit: Int = .max
  ) throws(FileError) -> [UInt8] {
    let file = try InputFile(path)
    guard file.size <= limit else {
      throw FileError(path, "is \(file.size) bytes long, more than the \(limit) allowed")
    }
    return try file.read(file.size, at: 0)
  }
}
