import Foundation
import Runtime

/// The folder that `data prepare` writes to.
///
/// Everything is written into a hidden folder inside and moved when it is complete, the class list
/// last: records without a class list are not taken for a set.
struct RecordOutput {
  private let folder: String
  private let lock: FolderLock

  /// The hidden folder.
  var staging: String { "\(folder)/.prepare.tmp" }

  /// Makes the folder ready.
  ///
  /// - Throws: `DataFileError` when it holds records that are not to be replaced, or another
  ///   `data prepare` writes to it; `FileError` when it cannot be made.
  init(_ options: PrepareOptions) throws {
    folder = options.output
    try Self.make(folder)
    lock = try Self.locked(folder)
    if !options.overwrites, let found = try old().first {
      throw DataFileError(
        file: FilePattern.join(folder, found), reason: "is there already",
        hint: "name another folder, or say `--force` to replace the set", kind: .output)
    }
    // What an interrupted run left.
    try Self.remove(staging)
    try Self.make(staging)
  }

  /// Forgets what was written.
  func discard() throws { try Self.remove(staging) }

  /// Gives everything its final name, after the records of an older set are gone.
  func install() throws {
    for name in try old() { try Self.remove(FilePattern.join(folder, name)) }
    let names = try FileManager.default.contentsOfDirectory(atPath: staging)
      .filter { $0 != PrepareOptions.classes }.sorted()
    for name in names + [PrepareOptions.classes] {
      let target = FilePattern.join(folder, name)
      guard rename("\(staging)/\(name)", target) == 0 else {
        throw FileError(target, cannot: "complete", systemError: errno)
      }
    }
    try Self.remove(staging)
    try StagedFile.syncFolder(of: FilePattern.join(folder, PrepareOptions.classes))
  }

  /// The names of an older set's files, the class list first.
  private func old() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return names.filter { $0 == PrepareOptions.classes }
      + names.filter { name in
        let file = name.hasSuffix(".json") ? String(name.dropLast(5)) : name
        return ShardName(file).map { PrepareOptions.bases.contains($0.base) } ?? false
      }
  }

  private static func locked(_ folder: String) throws -> FolderLock {
    do {
      return try FolderLock(folder)
    } catch {
      guard error.systemError == nil else { throw error }
      throw DataFileError(file: folder, reason: "another program is writing records here")
    }
  }

  private static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        path, "cannot create the folder: \(error.localizedDescription)", kind: .output)
    }
  }

  private static func remove(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw FileError(path, "cannot be removed: \(error.localizedDescription)", kind: .output)
    }
  }
}
