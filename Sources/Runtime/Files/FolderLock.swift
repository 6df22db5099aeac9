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
    guard Self.lock(descriptor, LOCK_EX) else {
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

  /// Whether a process, this one among them, has the lock on a folder.
  public static func isHeld(_ folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return false }
    return errno == EWOULDBLOCK
  }

  /// Takes a lock at once, or after whoever only looks whether there is one has looked.
  private static func lock(_ descriptor: Int32, _ kind: Int32) -> Bool {
    for attempt in 0..<5 {
      if flock(descriptor, kind | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK, attempt < 4 else { return false }
      usleep(2_000)
    }
    return false
  }
}
