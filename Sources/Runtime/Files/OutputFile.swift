import Foundation
import Kernels

/// A file being written, with the digest of what went into it.
///
/// Nothing is durable before ``finish()`` has returned.
public final class OutputFile {
  /// What a finished file holds.
  public struct Receipt: Equatable, Sendable {
    /// The size in bytes.
    public let size: Int
    /// The SHA-256 digest as hexadecimal digits.
    public let sha256: String
  }

  /// The path as given.
  public let path: String
  private var descriptor: Int32
  private var digest = SHA256()
  private var size = 0

  /// Creates the file, or empties the one that is there.
  ///
  /// - Throws: ``FileError`` when it cannot be created.
  public init(creating path: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path, cannot: "create", systemError: errno) }
    self.path = path
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError`` when the disk is full, among others.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try FileSystem.write(bytes, to: descriptor, path)
    digest.update(bytes)
    size += bytes.count
  }

  /// Appends bytes.
  ///
  /// - Throws: ``FileError`` when the disk is full, among others.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Brings everything to the disk and closes the file.
  ///
  /// - Returns: The size and the digest of what was written.
  /// - Throws: ``FileError`` when the disk reports an error only now.
  public func finish() throws(FileError) -> Receipt {
    guard fsync(descriptor) == 0 else {
      throw FileError(path, cannot: "write to the disk", systemError: errno)
    }
    let code = close(descriptor)
    descriptor = -1
    guard code == 0 else { throw FileError(path, cannot: "close", systemError: errno) }
    return Receipt(size: size, sha256: digest.hexadecimal())
  }
}
