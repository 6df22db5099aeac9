import Foundation

/// The checkpoints of a run: `checkpoints/step-N/`.
///
/// A save writes into `step-N.tmp`, brings every file and the folder to the disk, and only then
/// renames: whatever fails, and whenever the process is killed, the checkpoints before stay good.
public struct CheckpointStore: Sendable {
  /// The folder of the checkpoints.
  public let path: String

  private static let prefix = "step-"
  private static let unfinished = ".tmp"
  private static let replaced = ".old"
  private static let damaged = ".damaged"

  /// The checkpoints of the run in `runFolder`; removes what an interrupted save left there.
  ///
  /// - Throws: ``FileError`` when the folder cannot be created or cleaned.
  public init(runFolder: String) throws(FileError) {
    path = "\(runFolder)/checkpoints"
    try FileSystem.createFolder(path)
    let names = try FileSystem.names(in: path).filter { $0.hasPrefix(Self.prefix) }
    for name in names where name.hasSuffix(Self.unfinished) {
      try FileSystem.remove("\(path)/\(name)")
    }
    for name in names where name.hasSuffix(Self.replaced) {
      let current = String(name.dropLast(Self.replaced.count))
      if names.contains(current) {
        try FileSystem.remove("\(path)/\(name)")
      } else {
        // Killed between the two renames of a replacement.
        try FileSystem.rename("\(path)/\(name)", to: "\(path)/\(current)")
      }
    }
  }

  /// The checkpoints of the run in `runFolder`, for reading alone: nothing is created or cleaned, so
  /// a training may go on there.
  public init(reading runFolder: String) { path = "\(runFolder)/checkpoints" }

  /// The folder of a checkpoint, whether or not there is one.
  public func folder(of step: Int) -> String { "\(path)/\(Self.prefix)\(step)" }

  /// The steps of all checkpoints, rising; found by listing.
  ///
  /// - Throws: ``FileError`` when the folder cannot be listed.
  public func steps() throws(FileError) -> [Int] {
    try FileSystem.names(in: path)
      .filter { $0.hasPrefix(Self.prefix) }
      .compactMap { Int($0.dropFirst(Self.prefix.count)) }
      .filter { $0 >= 0 }
      .sorted()
  }

  /// The newest checkpoint that is intact, and why newer ones are not.
  ///
  /// - Returns: The checkpoint, or nil when there is none; and an error for each damaged one.
  /// - Throws: ``FileError`` when the folder cannot be listed.
  public func newest() throws(FileError) -> (checkpoint: Checkpoint?, damaged: [FileError]) {
    var damaged: [FileError] = []
    for step in try steps().reversed() {
      do throws(FileError) {
        return (try load(step), damaged)
      } catch {
        damaged.append(error)
      }
    }
    return (nil, damaged)
  }

  /// The checkpoint after `step` steps.
  ///
  /// - Throws: ``FileError`` when it is missing or damaged.
  public func load(_ step: Int) throws(FileError) -> Checkpoint {
    let checkpoint = try Checkpoint(folder(of: step))
    guard checkpoint.step == step else {
      throw FileError(checkpoint.path, "says in its manifest that it is of step \(checkpoint.step)")
    }
    return checkpoint
  }

  /// Saves a checkpoint.
  ///
  /// - Returns: Its folder.
  /// - Throws: ``FileError`` with the path and the system's reason; the checkpoints before are
  ///   untouched, and nothing of the failed one stays.
  @discardableResult
  public func save(_ contents: CheckpointContents) throws(FileError) -> String {
    let final = folder(of: contents.step)
    let beside = final + Self.unfinished
    do throws(FileError) {
      try FileSystem.remove(beside)
      try FileSystem.createFolder(beside)
      try write(contents, into: beside)
      try FileSystem.syncFolder(beside)
      try put(beside, at: final)
    } catch {
      // The reason of the failure is the one to report; the next start cleans up again.
      try? FileManager.default.removeItem(atPath: beside)
      throw error
    }
    try FileSystem.syncFolder(path)
    return final
  }

  /// Moves checkpoints of later steps out of the way, where no listing finds them.
  ///
  /// A training that goes on from `step` because newer checkpoints are damaged must neither count
  /// them among those to keep nor find them at its next start.
  ///
  /// - Returns: Where they are now, the newest first.
  /// - Throws: ``FileError`` when one cannot be renamed.
  public func setAside(after step: Int) throws(FileError) -> [String] {
    var moved: [String] = []
    for later in try steps().reversed() where later > step {
      let aside = folder(of: later) + Self.damaged
      try FileSystem.remove(aside)
      try FileSystem.rename(folder(of: later), to: aside)
      moved.append(aside)
    }
    return moved
  }

  /// Removes old checkpoints, but never the newest two and never the best.
  ///
  /// A failure here leaves a checkpoint too many; the one just saved is not concerned.
  ///
  /// - Parameters:
  ///   - keep: How many of the newest to keep; at least two are kept.
  ///   - always: The steps of checkpoints to keep whatever their age.
  /// - Throws: ``FileError`` when one cannot be removed.
  public func removeOld(keep: Int, always: [Int] = []) throws(FileError) {
    for step in try steps().dropLast(max(2, keep)) where !always.contains(step) {
      // Renamed first: a half-removed folder must not look like a checkpoint.
      let removed = folder(of: step) + Self.unfinished
      try FileSystem.rename(folder(of: step), to: removed)
      try FileSystem.remove(removed)
    }
  }

  private func write(_ contents: CheckpointContents, into folder: String) throws(FileError) {
    let weights = try SafetensorsWriter.write(
      contents.weights, metadata: contents.metadata,
      to: "\(folder)/\(Checkpoint.FileName.weights)")
    let optimizer = try SafetensorsWriter.write(
      contents.optimizer, to: "\(folder)/\(Checkpoint.FileName.optimizer)")
    let state = try write(state(of: contents), to: "\(folder)/\(Checkpoint.FileName.state)")
    let manifest = CheckpointManifest(
      step: contents.step,
      files: [
        .init(name: Checkpoint.FileName.weights, receipt: weights),
        .init(name: Checkpoint.FileName.optimizer, receipt: optimizer),
        .init(name: Checkpoint.FileName.state, receipt: state),
      ])
    _ = try write(
      Array("\(manifest.json)\n".utf8), to: "\(folder)/\(CheckpointManifest.fileName)")
  }

  private func state(of contents: CheckpointContents) throws(FileError) -> [UInt8] {
    do {
      return Array(try CheckpointCoding.encoder.encode(contents.state))
    } catch {
      throw FileError(folder(of: contents.step), "the state cannot be written as JSON: \(error)")
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(FileError) -> OutputFile.Receipt {
    let file = try OutputFile(creating: path)
    try file.write(bytes)
    return try file.finish()
  }

  /// Moves a finished folder to its name, in place of one that may be there.
  private func put(_ beside: String, at final: String) throws(FileError) {
    guard FileSystem.isFolder(final) else { return try FileSystem.rename(beside, to: final) }
    let old = final + Self.replaced
    try FileSystem.remove(old)
    try FileSystem.rename(final, to: old)
    do throws(FileError) {
      try FileSystem.rename(beside, to: final)
    } catch {
      try FileSystem.rename(old, to: final)
      throw error
    }
    try FileSystem.syncFolder(path)
    try FileSystem.remove(old)
  }
}
