import Foundation

/// A lock on a folder that the system releases when the process ends, however it ends.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Locks the folder.
  ///
  /// - Throws: ``FileError`` when another process has it, or when it is no folder.
  public init(_ folder: String) throws(FileError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileError(folder, cannot: "open the folder", systemError: errno)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK else {
        throw FileError(folder, cannot: "lock the folder", systemError: code)
      }
      throw FileError(
        folder, "another process is training in this folder",
        hint: "wait until it ends, or train in another folder")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
