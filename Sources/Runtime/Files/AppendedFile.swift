import Foundation

/// A file that grows as a run goes on, at once visible to readers.
public final class AppendedFile {
  /// The path as given.
  public let path: String
  private let descriptor: Int32

  /// Opens a file for appending; creates it when it is missing.
  ///
  /// - Throws: ``FileError`` when it cannot be opened.
  public init(_ path: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path, cannot: "create", systemError: errno) }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError`` when the disk is full, among others.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
      try FileSystem.write(UnsafeRawBufferPointer(buffer), to: descriptor, path)
    }
  }

  /// Brings everything to the disk.
  ///
  /// - Throws: ``FileError`` when the disk reports an error.
  public func sync() throws(FileError) {
    guard fsync(descriptor) == 0 else {
      throw FileError(path, cannot: "write to the disk", systemError: errno)
    }
  }
}
