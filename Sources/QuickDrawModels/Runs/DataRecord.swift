import Foundation
import Runtime

/// What a receipt keeps of the data, so that others are noticed.
public enum DataRecord: Sendable, Equatable {
  /// Files, in the order in which they were opened.
  case files([FileRecord])
  /// Generated drawings.
  case builtIn(BuiltInRecord)

  /// The data as they are now.
  ///
  /// - Throws: `FileError` when a file cannot be read.
  init(_ data: DataSource) throws {
    if let builtIn = data.builtIn {
      self = .builtIn(builtIn)
      return
    }
    var seen: Set<String> = []
    let paths = [data.train, data.eval].compactMap { $0?.files }.joined()
      .filter { seen.insert($0).inserted }
    self = .files(try FileRecord.reading(paths))
  }

  /// What a receipt says; nil when it says something else.
  init?(_ receipt: JSONObject) {
    if let files = receipt["data_files"]?.array {
      self = .files(files.compactMap(FileRecord.init))
    } else if let builtIn = receipt["built_in_data"].flatMap(BuiltInRecord.init) {
      self = .builtIn(builtIn)
    } else {
      return nil
    }
  }

  /// Adds itself to a receipt.
  func add(to receipt: inout JSONObject) {
    switch self {
    case .files(let files): receipt["data_files"] = .array(files.map(\.json))
    case .builtIn(let builtIn): receipt["built_in_data"] = builtIn.json
    }
  }

  /// Checks that the files are where they were, before anything else takes their place.
  ///
  /// - Parameter folder: Where the training began, which relative paths started from.
  /// - Throws: `FileError` when one is gone.
  func checkPresence(startedIn folder: String?) throws(FileError) {
    guard case .files(let files) = self else { return }
    for file in files where !FileManager.default.fileExists(atPath: file.path) {
      let here = FileManager.default.currentDirectoryPath
      let isElsewhere = folder.map { $0 != here && !file.path.hasPrefix("/") } ?? false
      throw FileError(
        file.path, "the training began with this file, which is not there any more",
        hint: isElsewhere ? "it began in \(folder ?? ""), so go there" : Self.movedHint,
        kind: .input)
    }
  }

  /// Checks that `now` holds the same: files by name, size and digest, wherever they lie.
  ///
  /// - Throws: `FileError` that names the first difference.
  func check(_ now: DataRecord) throws(FileError) {
    switch (self, now) {
    case (.files(let old), .files(let new)): try Self.check(old, new)
    case (.builtIn(let old), .builtIn(let new)):
      guard old != new else { return }
      throw FileError(
        "built-in drawings",
        "the training began with \(old), and this program makes \(new)")
    case (.files, .builtIn):
      throw FileError("data", "the training began with files, not with built-in drawings")
    case (.builtIn, .files(let files)):
      throw FileError(
        files.first?.path ?? "data", "the training began with built-in drawings, not with files")
    }
  }

  private static func check(_ old: [FileRecord], _ new: [FileRecord]) throws(FileError) {
    for file in new where !old.contains(where: { $0.name == file.name }) {
      throw FileError(
        file.path, "is new: the training began without it", hint: "move it elsewhere")
    }
    for file in old {
      guard let same = new.first(where: { $0.name == file.name }) else {
        throw FileError(
          file.path, "the training began with this file, which is not among the data any more",
          hint: movedHint, kind: .input)
      }
      guard same.bytes == file.bytes else {
        throw FileError(
          same.path,
          "was changed: it has \(same.bytes) bytes, and had \(file.bytes) when the "
            + "training began", hint: changedHint)
      }
      guard same.sha256 == file.sha256 else {
        throw FileError(
          same.path, "was changed: its contents are not those of when the training began",
          hint: changedHint)
      }
    }
    guard old.map(\.name) == new.map(\.name) else {
      throw FileError("data", "the files are in another order than when the training began")
    }
  }

  private static let movedHint = "`--data PATH` names where the data are now"
  private static let changedHint =
    "on other data it is another training: graphrun train RUN/model.resolved.yaml --init-from RUN"
}
