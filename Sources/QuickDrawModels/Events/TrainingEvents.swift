import Foundation
import GraphDSL
import Runtime

/// Writes what happens in a training for TensorBoard.
///
/// Curves get a point with every summary and evaluation. Histograms are large, so there is one of each
/// tensor with every evaluation, or with every tenth summary where nothing is evaluated. Only numbers
/// that are there anyway are read: what is written here cannot change a training.
final class TrainingEvents {
  private static let start = "_hparams_/session_start_info"
  private static let end = "_hparams_/session_end_info"
  private static let summariesBetweenHistograms = 10

  /// Why the earlier events of a run that goes on could not all be kept.
  let damage: DataFileError?
  private let file: EventFile
  private let recorded: [TrainSpec.Recorded]
  private let parameters: ParameterStore
  private let isEvaluated: Bool
  private var summaries = 0

  /// The events of a run that goes on after `step`, or begins with step 0.
  ///
  /// - Parameters:
  ///   - experiment: The model and its data.
  ///   - parameters: Whose numbers the histograms show.
  ///   - options: What the command line decided, as hyper-parameters.
  ///   - folder: The run.
  ///   - step: The steps done before.
  /// - Throws: ``ModelError`` when the model cannot be trained, `FileError` when the file cannot be
  ///   read or written.
  init(
    _ experiment: Experiment, parameters: ParameterStore, options: [String: AttributeValue],
    in folder: RunFolder, after step: Int
  ) throws {
    let settings = try experiment.trainable().settings
    recorded = settings.summaries.record
    self.parameters = parameters
    isEvaluated = settings.evaluation != nil && experiment.data.eval != nil
    let kept = try EventFile.resume(in: folder.path, after: step, ends: [Self.end])
    damage = kept.damage
    if let file = kept.file {
      self.file = file
      return
    }
    file = try EventFile.create(in: folder.path)
    let model = YAMLWriter.text(experiment.spec.document)
    try file.append(
      Tensorflow_Event(step: 0, [.text("model", "```yaml\n\(model)```\n")]))
    try file.append(
      Tensorflow_Event(step: 0, [try Self.sessionStart(experiment, settings, options)]))
  }

  /// A summary.
  ///
  /// - Parameters:
  ///   - progress: What it says.
  ///   - isFinal: Whether it is there because the training ends; one that goes on further has none.
  /// - Throws: `FileError` when the disk is full, among others.
  func append(_ progress: TrainingProgress, isFinal: Bool) throws {
    summaries += 1
    var values: [Tensorflow_Summary.Value] = [
      .scalar("loss", progress.loss), .scalar("learning_rate", progress.learningRate),
      .scalar("gradient_norm", progress.gradientNorm), .scalar("speed/epoch", progress.epoch),
      .scalar("speed/drawings_per_second", progress.rate),
      .scalar("speed/data_wait", progress.dataWait),
    ]
    values += progress.metrics.map { .scalar("train/\($0.name)", $0.value) }
    if !isEvaluated, (summaries - 1) % Self.summariesBetweenHistograms == 0 {
      values += histograms()
    }
    try append(values, step: progress.step, isFinal: isFinal)
  }

  /// An evaluation after `step` steps; as for summaries.
  ///
  /// - Throws: `FileError` when the disk is full, among others.
  func append(_ evaluation: Evaluation, step: Int, isFinal: Bool) throws {
    var values: [Tensorflow_Summary.Value] = [.scalar("eval/loss", evaluation.loss)]
    values += evaluation.metrics.map { .scalar("eval/\($0.name)", $0.value) }
    if isEvaluated { values += histograms() }
    try append(values, step: step, isFinal: isFinal)
  }

  /// The end of a training that did all its steps.
  ///
  /// - Throws: `FileError` when the disk is full, among others.
  func finish(step: Int) throws {
    try append([], step: step, isFinal: true)
  }

  /// Brings every event to the disk.
  ///
  /// - Throws: `FileError` when the disk reports an error.
  func sync() throws { try file.sync() }

  /// The mark of the end in an event makes a training that goes on leave the event out.
  private func append(
    _ values: [Tensorflow_Summary.Value], step: Int, isFinal: Bool
  ) throws {
    var values = values
    if isFinal {
      var end = Tensorboard_Hparams_HParamsPluginData()
      end.sessionEndInfo.status = .success
      end.sessionEndInfo.endTimeSecs = Date().timeIntervalSince1970
      values.append(try .hyperParameters(Self.end, end))
    }
    try file.append(Tensorflow_Event(step: step, values))
  }

  private func histograms() -> [Tensorflow_Summary.Value] {
    parameters.entries.flatMap { entry in
      var values: [Tensorflow_Summary.Value] = []
      if recorded.contains(.weights) {
        let weights = UnsafeBufferPointer(
          start: parameters.values + entry.offset, count: entry.count)
        values.append(.histogram("weights/\(entry.name)", weights))
      }
      if recorded.contains(.gradients), entry.isTrained {
        let gradients = UnsafeBufferPointer(
          start: parameters.gradients + entry.offset, count: entry.count)
        values.append(.histogram("gradients/\(entry.name)", gradients))
      }
      return values
    }
  }

  private static func sessionStart(
    _ experiment: Experiment, _ settings: TrainSpec, _ options: [String: AttributeValue]
  ) throws -> Tensorflow_Summary.Value {
    var content = Tensorboard_Hparams_HParamsPluginData()
    content.sessionStartInfo.startTimeSecs = Date().timeIntervalSince1970
    var values: [String: AttributeValue] = [
      "model": .string(experiment.training.name),
      "optimizer": .string(settings.optimizer.op.value),
    ]
    values.merge(experiment.training.parameters.values) { _, parameter in parameter }
    // What the command line says counts, not what the file says of the same.
    values.merge(options) { _, option in option }
    content.sessionStartInfo.hparams = values.mapValues { Tensorboard_Hparams_Value($0) }
    return try .hyperParameters(start, content)
  }
}
