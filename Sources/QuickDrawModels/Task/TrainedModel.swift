import GraphDSL
import Runtime

/// A model with trained weights, from a run's folder or from one checkpoint of it.
public struct TrainedModel: Sendable {
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
  public init(_ path: String, _ choice: FoundCheckpoint.Choice = .newest) throws {
    let found = try FoundCheckpoint(path, choice)
    let checkpoint = found.checkpoint
    guard let folder = found.run else {
      throw FileError(
        path, "does not lie in a run, which would say what model the weights are for",
        kind: .input)
    }
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
    notices = found.notices
  }
}
