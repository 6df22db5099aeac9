import Foundation

/// The folder of one training run; never overwritten.
public struct RunFolder: Equatable, Sendable {
  /// The path.
  public let path: String

  /// The model file as given.
  public var model: String { "\(path)/model.yaml" }
  /// The model file with everything expanded.
  public var resolvedModel: String { "\(path)/model.resolved.yaml" }
  /// Hashes, seed, version, machine and command line.
  public var receipt: String { "\(path)/receipt.json" }
  /// One object a summary or evaluation; see ``MetricsLog``.
  public var metrics: String { "\(path)/metrics.jsonl" }
  /// What the terminal showed.
  public var log: String { "\(path)/log.txt" }

  /// A run that exists.
  ///
  /// - Throws: ``FileError`` when there is no such folder.
  public init(opening path: String) throws(FileError) {
    guard FileSystem.isFolder(path) else {
      throw FileError(
        path, "there is no such run", hint: "`graphrun train` makes one", kind: .input)
    }
    self.path = path
  }

  /// A new run in a folder that is missing or empty.
  ///
  /// - Throws: ``FileError`` when the folder holds something or cannot be created.
  public init(creating path: String) throws(FileError) {
    try FileSystem.createFolder(path)
    guard try FileSystem.names(in: path).isEmpty else {
      throw FileError(
        path, "the folder is not empty; a run is never overwritten",
        hint: "choose another folder, or go on with `graphrun resume \(path)`", kind: .output)
    }
    self.path = path
  }

  /// A new run `parent/name-number`, with the number after the highest there.
  ///
  /// - Throws: ``FileError`` when the name is no file name or the folder cannot be created.
  public init(numbered name: String, in parent: String = "runs") throws(FileError) {
    guard !name.isEmpty, !name.contains("/"), !name.contains("\0"), !name.hasPrefix(".") else {
      throw FileError(parent, "a run cannot be called `\(name)`: it names a folder")
    }
    try FileSystem.createFolder(parent)
    let numbers = try FileSystem.names(in: parent)
      .filter { $0.hasPrefix("\(name)-") }
      .compactMap { Int($0.dropFirst(name.count + 1)) }
    var number = (numbers.max() ?? 0) &+ 1
    // Another process may take the number between the listing and here.
    while try !FileSystem.createNewFolder("\(parent)/\(name)-\(number)") { number &+= 1 }
    path = "\(parent)/\(name)-\(number)"
  }

  /// Removes what an interrupted write of one of the run's files left there.
  ///
  /// - Throws: ``FileError`` when the folder cannot be listed or cleaned.
  public func removeLeftovers() throws(FileError) {
    for file in [model, resolvedModel, receipt] {
      try FileSystem.remove(AtomicFile.unfinished(file))
    }
  }
}
