import Foundation
import GraphDSL
import Runtime

/// A model with trained weights, from a run's folder or from one checkpoint of it.
public struct TrainedModel: Sendable {
  /// Which of a run's checkpoints.
  public enum Choice: Sendable {
    /// The newest intact one.
    case newest
    /// The one with the best value of the metric that the run watches.
    case best
  }

  /// The model in evaluation mode.
  public let model: LoweredModel
  /// The weights.
  public let parameters: ParameterStore
  /// The classes, in the order of the model's numbers.
  public let classes: ClassList
  /// The steps after which the weights were saved.
  public let step: Int
  /// The checkpoint's folder.
  public let checkpoint: String
  /// How the run was made.
  public let record: RunRecord
  /// What the user should be told, a sentence each.
  public let notices: [String]
  /// Fills the model's inputs.
  public let feed: DrawingFeed

  /// Loads a model.
  ///
  /// - Parameters:
  ///   - path: A run's folder, or the folder of one of its checkpoints.
  ///   - choice: Which checkpoint of a run.
  /// - Throws: `FileError` when something is missing, damaged or does not fit together;
  ///   ``CheckedModel/Unreadable`` and ``ModelError`` when the run's model file is wrong.
  public init(_ path: String, _ choice: Choice = .newest) throws {
    let (folder, checkpoint, notices) = try Self.find(path, choice)
    record = try RunRecord(folder)
    try record.checkModel(in: folder)
    guard let model = try CheckedModel(path: folder.resolvedModel).lower(.evaluation) else {
      throw ModelError.invalid
    }
    classes = try ClassList(names: record.classes)
    parameters = ParameterStore(for: model.graph.builder.graph)
    let report = try parameters.load(checkpoint.weights)
    guard report.isComplete else {
      throw FileError(
        checkpoint.path, "does not fit the model: " + report.problems.joined(separator: "; "))
    }
    feed = try DrawingFeed(model)
    self.model = model
    step = checkpoint.step
    self.checkpoint = checkpoint.path
    self.notices = notices
  }

  private static func find(
    _ path: String, _ choice: Choice
  ) throws -> (RunFolder, Checkpoint, notices: [String]) {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError(path, "there is no such run or checkpoint", kind: .input)
    }
    guard isFolder.boolValue else {
      throw FileError(
        path, "is a file", hint: "name a run's folder, or the folder of a checkpoint")
    }
    if files.fileExists(atPath: "\(path)/manifest.json") {
      guard choice == .newest else {
        throw FileError(path, "is one checkpoint", hint: "the best one is looked for in a run")
      }
      return (try RunFolder(opening: run(of: path)), try Checkpoint(path), [])
    }
    let folder = try RunFolder(opening: path)
    guard files.fileExists(atPath: folder.receipt) else {
      throw FileError(path, "is no run and no checkpoint: there is no receipt.json in it")
    }
    return try find(in: folder, choice)
  }

  private static func find(
    in folder: RunFolder, _ choice: Choice
  ) throws -> (RunFolder, Checkpoint, notices: [String]) {
    let store = CheckpointStore(reading: folder.path)
    let (newest, damaged) = try store.newest()
    let notices = damaged.map { "passed over a damaged checkpoint: \($0)" }
    guard let newest else {
      throw FileError(
        store.path, "there is no intact checkpoint", hint: damaged.first?.description,
        kind: damaged.isEmpty ? .input : .contents)
    }
    guard choice == .best else { return (folder, newest, notices) }
    guard let best = try newest.state(as: TrainingState.self).best else {
      throw FileError(
        folder.path, "no evaluation has chosen a best checkpoint",
        hint: "`checkpoint: {best: eval.accuracy}` in the model file does")
    }
    return (folder, try store.load(best.step), notices)
  }

  /// The run of the checkpoint `run/checkpoints/step-N`.
  private static func run(of checkpoint: String) -> String {
    URL(fileURLWithPath: checkpoint).standardizedFileURL
      .deletingLastPathComponent().deletingLastPathComponent().path
  }
}
