import Foundation

/// Replaces a file as a whole: a reader, or a crash, sees the old contents or the new.
public enum AtomicFile {
  /// Writes beside the file, to the disk, and renames.
  ///
  /// - Parameters:
  ///   - bytes: The new contents.
  ///   - path: The file.
  /// - Throws: ``FileError``; the file is then as it was.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let beside = unfinished(path)
    do throws(FileError) {
      let file = try OutputFile(creating: beside)
      try file.write(bytes)
      _ = try file.finish()
      try FileSystem.rename(beside, to: path)
    } catch {
      // The first error is the one to report; a leftover is removed at the next attempt.
      unlink(beside)
      throw error
    }
    try FileSystem.syncParent(of: path)
  }

  /// Writes text as UTF-8; see the method for bytes.
  ///
  /// - Throws: ``FileError``; the file is then as it was.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  /// Where the new contents of a file are until they are complete.
  static func unfinished(_ path: String) -> String { path + ".tmp" }
}
