import GraphDSL
import Runtime

/// How well a trained model does on a set of drawings.
public struct ModelEvaluation: Sendable {
  /// The loss and the model's own metrics.
  public let means: Evaluation
  /// The 95 % interval of the loss; nil for fewer than two drawings.
  ///
  /// That of the log loss where the two are the same; else the loss ± 1.96 s / √n, with the standard
  /// deviation s from drawing to drawing of at most 1,000 drawings.
  public let lossInterval: ConfidenceInterval?
  /// The 95 % interval of each metric, in the model's order: Wilson's for shares, the others as for
  /// the loss.
  public let metricIntervals: [ConfidenceInterval?]
  /// What is said of every classifier; nil for a model without an output for classes.
  public let report: ClassificationReport?
  /// The classes, in the order of the model's numbers.
  public let classes: [String]
  /// What the drawings are called.
  public let data: String
  /// The model's name.
  public let model: String
  /// The steps after which the weights were saved.
  public let step: Int

  /// Runs a model over the evaluation drawings of `data`.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - data: Opened for the model's classes.
  ///   - progress: Called after each batch with the drawings seen so far and in all.
  ///   - answered: Called after each batch with its logits `[drawings, classes]`, row by row.
  /// - Throws: `DataFileError` when there are no drawings, and what reading them throws.
  public init(
    of model: TrainedModel, on data: DataSource, progress: (Int, Int) -> Void = { _, _ in },
    answered: (Batch, [Float]) -> Void = { _, _ in }
  ) throws {
    guard let dataset = data.eval else {
      throw DataFileError(
        file: data.train?.name ?? "data", reason: "there are no drawings to evaluate on",
        hint: "`--all` evaluates on every drawing", kind: .input)
    }
    let program = EvaluationProgram(
      model.model.graph, parameters: model.parameters, scored: true)
    let evaluator = Evaluator(
      program, feed: model.feed, dataset: dataset,
      batchSize: max(32, model.model.train?.batchSize ?? 0))
    let output = ClassOutput(model.model, classCount: model.classes.count)
    var report = ClassificationReport(classCount: model.classes.count)
    let means = try evaluator.run(
      progress: { progress($0, dataset.count) },
      each: { batch, executor in
        guard let output else { return }
        let logits = output.logits(executor)
        report.add(logits: logits, labels: try Self.labels(batch, of: dataset))
        answered(batch, logits)
      })
    self.means = means
    self.report = output == nil ? nil : report
    // A loss that is the mean cross-entropy of the output has been measured drawing by drawing.
    let isLogLoss =
      output != nil && (report.logLoss - means.loss).magnitude <= 1e-4 * means.loss.magnitude
    let needsSamples = !isLogLoss || !means.metrics.allSatisfy(\.isShare)
    let samples = needsSamples ? try evaluator.samples() : nil
    lossInterval =
      isLogLoss
      ? report.logLossInterval : samples?.loss.interval(of: means.loss, count: means.count)
    metricIntervals = means.metrics.enumerated().map { index, metric in
      metric.interval(count: means.count)
        ?? samples?.metrics[index].interval(of: metric.value, count: means.count)
    }
    classes = model.classes.names
    self.data = dataset.name
    self.model = model.model.name
    step = model.step
  }

  private static func labels(_ batch: Batch, of dataset: Dataset) throws -> [Int] {
    try batch.labels.enumerated().map { place, label in
      guard dataset.classes.names.indices.contains(Int(label)) else {
        throw DataFileError(
          file: dataset.name, reason: "drawing \(batch.indices[place]) has no class")
      }
      return Int(label)
    }
  }
}

extension TrainedModel {
  /// Opens drawings to evaluate on.
  ///
  /// - Parameters:
  ///   - path: Data in place of that of the training.
  ///   - all: Every drawing, and not only those that a training holds out.
  ///   - keepsDrawings: Whether drawings can be read again as they were drawn, where files have them; it
  ///     takes longer.
  /// - Returns: The data, of this model's classes.
  /// - Throws: `DataFileError` and others when the data are missing or wrong.
  public func openData(
    _ path: String?, all: Bool, keepsDrawings: Bool = false
  ) throws -> DataSource {
    var options = DataOptions(
      all ? .everything : .evaluation, path: path ?? record.data, classes: classes)
    // In memory there are only rows; from the places in the files a drawing is read whole.
    if keepsDrawings { options.memoryLimit = 0 }
    return try DataSource.open(model.data.map(DataDescription.init), options)
  }
}
