import Foundation
import Runtime

/// A file that is written under a temporary name and gets its own name only when it is complete
/// and on the disk, so that whoever sees the name sees the whole file.
final class StagedFile {
  /// The name that the file gets in the end.
  let path: String
  private let temporary: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18

  /// Creates the temporary file beside `path`.
  ///
  /// - Parameters:
  ///   - path: The name in the end.
  ///   - temporary: The name until then, in the same folder; nil for one of its own.
  /// - Throws: `FileError` when the folder does not allow it.
  init(path: String, temporary: String? = nil) throws {
    self.path = path
    self.temporary = temporary ?? "\(path).tmp-\(getpid())"
    descriptor = open(self.temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileError(path, cannot: "create", systemError: errno)
    }
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// Without `commit` nothing remains.
  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  /// Appends `bytes`.
  ///
  /// - Throws: `FileError` when the disk is full or fails.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Brings everything to the disk and gives the file its name, replacing an older one.
  ///
  /// - Throws: `FileError` when the disk is full or fails; the name is then as before.
  func commit() throws {
    try flush()
    guard fsync(descriptor) == 0 else { throw FileError(path, cannot: "sync", systemError: errno) }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporary, path) == 0 else {
      let error = FileError(path, cannot: "complete", systemError: errno)
      unlink(temporary)
      throw error
    }
    try Self.syncFolder(of: path)
  }

  /// Brings the folder's entry for `path` to the disk.
  ///
  /// - Throws: `FileError` when the folder cannot be synchronised.
  static func syncFolder(of path: String) throws {
    let folder = FilePath.folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(folder, cannot: "open", systemError: errno)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw FileError(folder, cannot: "sync", systemError: errno)
    }
  }

  private func flush() throws {
    try buffer.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count, let base = bytes.baseAddress {
        let count = write(descriptor, base + done, bytes.count - done)
        if count < 0 {
          if errno == EINTR { continue }
          throw FileError(path, cannot: "write", systemError: errno)
        }
        done += count
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
