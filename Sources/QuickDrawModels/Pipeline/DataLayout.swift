import Foundation
import Runtime

/// The files of a data set, found on the disk.
struct DataLayout {
  /// The description, as far as the files still need it.
  var description: DataDescription
  /// The training files, or all files when nothing tells them apart.
  var train: [String] = []
  /// The evaluation files; empty when a part of `train` has to be held out.
  var eval: [String] = []
  /// The class list's file.
  var classes: String?
  /// What is missing, if anything is.
  var absent: DataFileError?
  /// Whether nothing of what is described was found.
  var isWhollyAbsent = false

  /// Looks for the described files.
  init(_ description: DataDescription) throws {
    self.description = description
    train = Self.files(description.train, in: description.folder)
    eval = Self.files(description.eval, in: description.folder)
    classes = description.classes.map { FilePattern.join(description.folder, $0) }
    let hasClasses = classes.map { FileManager.default.fileExists(atPath: $0) } ?? false
    isWhollyAbsent = train.isEmpty && eval.isEmpty && !hasClasses
    if train.isEmpty {
      absent = missing(description.train)
    } else if eval.isEmpty, !description.eval.isEmpty {
      absent = missing(description.eval)
    } else if let classes, !hasClasses {
      absent = DataFileError(file: classes, reason: "the class list is not there", kind: .input)
    }
  }

  /// Looks at what a user named instead: a folder or a file.
  ///
  /// - Throws: `DataFileError` when there is nothing, or nothing that can be data.
  init(at path: String, keeping description: DataDescription) throws {
    self.description = description
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DataFileError(file: path, reason: "there is no such file or folder", kind: .input)
    }
    if isFolder.boolValue {
      try findFiles(in: path)
    } else {
      train = [path]
      self.description.format = try Self.format(of: path)
      classes = try Self.classList(in: FilePath.folder(of: path))
    }
    if self.description.format == .ndjson { classes = nil }
  }

  private mutating func findFiles(in folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let lines = names.filter { $0.hasSuffix(".ndjson") }
    let records = names.filter(Self.isRecordFile)
    guard lines.isEmpty || records.isEmpty else {
      throw DataFileError(
        file: folder,
        reason: "holds \(lines.count) .ndjson and \(records.count) TFRecord files",
        hint: "put them into folders of their own")
    }
    guard !lines.isEmpty || !records.isEmpty else {
      throw DataFileError(
        file: folder, reason: "holds neither .ndjson nor .tfrecord files",
        hint: "name a folder of ndjson files, one of TFRecord files, or one file", kind: .input)
    }
    description.format = lines.isEmpty ? .tfrecord : .ndjson
    guard lines.isEmpty else {
      train = lines.map { FilePattern.join(folder, $0) }
      return
    }
    let isEval = { (name: String) in ["eval", "valid", "test"].contains { name.hasPrefix($0) } }
    train = records.filter { !isEval($0) }.map { FilePattern.join(folder, $0) }
    eval = records.filter(isEval).map { FilePattern.join(folder, $0) }
    if train.isEmpty { (train, eval) = (eval, []) }
    classes = try Self.classList(in: folder)
  }

  private func missing(_ patterns: [String]) -> DataFileError {
    let pattern = patterns.joined(separator: ", ")
    let folder = description.folder
    return DataFileError(
      file: pattern.isEmpty ? "data" : pattern,
      reason: patterns.isEmpty ? "no training files are named" : "no file in \(folder) matches",
      hint: "`graphrun data prepare` makes the files from ndjson, `--data PATH` names others",
      kind: .input)
  }

  private static func files(_ patterns: [String], in folder: String) -> [String] {
    var seen = Set<String>()
    return patterns.flatMap { FilePattern(text: $0).files(in: folder) }
      .filter { seen.insert($0).inserted }
  }

  private static func isRecordFile(_ name: String) -> Bool {
    guard name.contains(".tfrecord") else { return false }
    return !name.hasSuffix(".json") && !name.hasSuffix(".classes") && !name.contains(".tmp-")
  }

  private static func format(of path: String) throws -> DataDescription.Format {
    if path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") { return .ndjson }
    let file = try InputFile(path)
    let start = try file.read(min(4, file.size), at: 0)
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    return text.first == UInt8(ascii: "{") ? .ndjson : .tfrecord
  }

  /// The one class list in `folder`; nil when there is none.
  private static func classList(in folder: String) throws -> String? {
    let lists = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".classes") || $0 == "classes.txt" }.sorted()
    if let training = lists.first(where: { $0.hasPrefix("training") }) {
      return FilePattern.join(folder, training)
    }
    return lists.count == 1 ? FilePattern.join(folder, lists[0]) : nil
  }
}
