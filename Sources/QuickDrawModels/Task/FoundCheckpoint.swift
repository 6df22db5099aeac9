import Foundation
import Runtime

/// The checkpoint to which a path leads: one of a run's, or the one whose folder it is.
public struct FoundCheckpoint: Sendable {
  /// Which of a run's checkpoints.
  public enum Choice: Sendable {
    /// The newest intact one.
    case newest
    /// The one with the best value of the metric that the run watches.
    case best
  }

  /// The checkpoint, intact.
  public let checkpoint: Checkpoint
  /// The run that it belongs to; nil for a checkpoint's folder that lies outside of any.
  public let run: RunFolder?
  /// What the user should be told, a sentence each.
  public let notices: [String]

  /// Finds a checkpoint.
  ///
  /// - Parameters:
  ///   - path: A run's folder, or the folder of one of its checkpoints.
  ///   - choice: Which checkpoint of a run.
  /// - Throws: `FileError` when there is none, or none that is intact.
  public init(_ path: String, _ choice: Choice = .newest) throws {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError(path, "there is no such run or checkpoint", kind: .input)
    }
    guard isFolder.boolValue else {
      throw FileError(
        path, "is a file", hint: "name a run's folder, or the folder of a checkpoint")
    }
    if Self.isCheckpoint(path) {
      guard choice == .newest else {
        throw FileError(path, "is one checkpoint", hint: "the best one is looked for in a run")
      }
      checkpoint = try Checkpoint(path)
      run = try Self.run(of: path)
      notices = []
      return
    }
    let folder = try RunFolder(opening: path)
    guard Self.isRun(path) else {
      throw FileError(path, "is no run and no checkpoint: there is no receipt.json in it")
    }
    (checkpoint, notices) = try Self.find(in: folder, choice)
    run = folder
  }

  /// Whether a path is the folder of a checkpoint.
  public static func isCheckpoint(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/manifest.json")
  }

  /// Whether a path is the folder of a run.
  public static func isRun(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/receipt.json")
  }

  /// The run of the checkpoint `run/checkpoints/step-N`; nil when it lies elsewhere.
  public static func run(of checkpoint: String) throws(FileError) -> RunFolder? {
    let path = URL(fileURLWithPath: checkpoint).standardizedFileURL
      .deletingLastPathComponent().deletingLastPathComponent().path
    return isRun(path) ? try RunFolder(opening: path) : nil
  }

  private static func find(
    in folder: RunFolder, _ choice: Choice
  ) throws -> (Checkpoint, notices: [String]) {
    let store = CheckpointStore(reading: folder.path)
    let (newest, damaged) = try store.newest()
    let notices = damaged.map { "passed over a damaged checkpoint: \($0)" }
    guard let newest else {
      throw FileError(
        store.path, "there is no intact checkpoint", hint: damaged.first?.description,
        kind: damaged.isEmpty ? .input : .contents)
    }
    guard choice == .best else { return (newest, notices) }
    guard let best = try newest.state(as: TrainingState.self).best else {
      throw FileError(
        folder.path, "no evaluation has chosen a best checkpoint",
        hint: "`checkpoint: {best: eval.accuracy}` in the model file does")
    }
    return (try store.load(best.step), notices)
  }
}
