import Foundation
import Runtime

/// A run that is trained once more from what it keeps of itself: its resolved model and its receipt.
public struct Repetition {
  /// The run that is repeated.
  public let original: RunFolder
  /// Its receipt.
  public let record: RunRecord
  /// Its model and data, found unchanged.
  public let experiment: Experiment
  /// What the user should be told, a sentence each.
  public let notices: [String]
  /// The checkpoint that the repeated training has to arrive at.
  public let checkpoint: Checkpoint
  /// Whether the training came to its end there, rather than being stopped.
  public let isToEnd: Bool
  private let weights: InitialWeights?
  private let data: String?

  /// Opens a run and checks that model, data and the weights it started from are as they were.
  ///
  /// - Parameters:
  ///   - path: The run's folder.
  ///   - data: Where the data are now; nil for where they were.
  /// - Throws: `FileError` when there is no such run, when it has no intact checkpoint, or when
  ///   something was changed or is gone.
  public init(of path: String, data: String? = nil) throws {
    original = try RunFolder(opening: path)
    record = try RunRecord(original)
    guard !record.hasNewPatience else {
      throw FileError(
        path,
        "ended early and was made to go on with `resume --steps`, so that no single training "
          + "is the same")
    }
    let found = try FoundCheckpoint(path)
    checkpoint = found.checkpoint
    isToEnd = try checkpoint.state(as: TrainingState.self).end != nil
    let (experiment, notices) = try record.reopen(original, data: data)
    self.experiment = experiment
    weights = try Self.initialWeights(record, experiment)
    self.data = data ?? record.data
    let differences = record.program.differences(from: .current)
    self.notices =
      found.notices + notices
      + differences.map { "\($0); the bytes may differ for that reason" }
  }

  /// The settings of the repeated training, with a command line for its receipt.
  public func options(commandLine: [String]) -> TrainingRun.Options {
    var options = TrainingRun.Options()
    options.seed = record.seed
    options.steps = record.steps
    options.data = data
    options.initialWeights = weights
    options.commandLine = commandLine
    options.repeats = original.path
    options.stopAfter = isToEnd ? nil : checkpoint.step
    return options
  }

  /// Compares the repeated run, once it has arrived, with the original.
  ///
  /// - Throws: `FileError` when one of them has no intact checkpoint of that step, or damaged metrics.
  public func report(on repeated: RunFolder) throws -> RepetitionReport {
    let other = try CheckpointStore(reading: repeated.path).load(checkpoint.step)
    return RepetitionReport(
      step: checkpoint.step,
      weights: try TensorComparison(checkpoint.weights, other.weights),
      optimizer: try TensorComparison(checkpoint.optimizer, other.optimizer),
      metrics: try MetricsComparison(original, repeated, upTo: checkpoint.step),
      causes: record.program.differences(from: try RunRecord(repeated).program),
      wasResumed: record.json["resumed"] != nil)
  }

  /// The weights that the original started from, by the file that its receipt names.
  private static func initialWeights(
    _ record: RunRecord, _ experiment: Experiment
  ) throws -> InitialWeights? {
    guard let start = record.json["init_from"] else { return nil }
    guard let file = start["file"]?.string, let sha256 = start["sha256"]?.string else {
      throw FileError("receipt.json", "`init_from` lacks `file` or `sha256`")
    }
    guard FileManager.default.fileExists(atPath: file) else {
      throw FileError(
        file, "the training started from these weights, which are not there any more", kind: .input)
    }
    let weights = try InitialWeights(file, for: experiment.training, partially: true)
    guard weights.sha256 == sha256 else {
      throw FileError(file, "was changed: the training started from other weights")
    }
    return weights
  }
}
