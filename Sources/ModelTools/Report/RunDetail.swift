import GraphDSL
import QuickDrawModels
import Runtime

/// What a page shows of one run beyond its curves: answers to drawings that were held out.
public struct RunDetail: Sendable {
  /// The run.
  public let run: RunOverview
  /// How well it does; nil when that could not be measured.
  public let evaluation: ModelEvaluation?
  /// Why ``evaluation`` is nil.
  public let missing: String?
  /// The drawings that say most.
  let samples: AnswerSamples
  /// The drawings that were answered.
  let dataset: Dataset?
  /// What the user should be told, a sentence each.
  public let notices: [String]

  /// Evaluates a run's weights, and picks drawings.
  ///
  /// Weights or the run's own data that are missing or damaged make a detail without an evaluation.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - choice: Which of its checkpoints.
  ///   - data: Drawings in place of those that the training held out; nil for these.
  ///   - progress: Called after each batch with the drawings seen so far and in all.
  /// - Throws: What is wrong with the drawings that were asked for.
  public init(
    _ run: RunOverview, _ choice: FoundCheckpoint.Choice = .newest, data: String? = nil,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws {
    self.run = run
    do {
      let model = try TrainedModel(run.folder.path, choice)
      let source = try model.openData(data, all: false, keepsDrawings: true)
      var samples = AnswerSamples()
      let width = model.classes.count
      evaluation = try ModelEvaluation(of: model, on: source, progress: progress) { batch, logits in
        for (place, label) in batch.labels.enumerated() {
          let row = logits[place * width..<(place + 1) * width]
          samples.add(Self.answer(batch.indices[place], Int(label), row))
        }
      }
      self.samples = samples
      dataset = source.eval
      missing = nil
      notices = model.notices + source.notices
    } catch {
      guard data == nil else { throw error }
      (evaluation, dataset, samples) = (nil, nil, AnswerSamples())
      missing = "\(error)"
      notices = []
    }
  }

  private static func answer(
    _ index: Int, _ label: Int, _ logits: ArraySlice<Float>
  ) -> AnsweredDrawing {
    let probabilities = ClassOutput.probabilities(of: logits)
    var best = 0
    for (place, probability) in probabilities.enumerated() where probability > probabilities[best] {
      best = place
    }
    return AnsweredDrawing(
      index: index, label: label, answer: best, probability: probabilities[best],
      labelProbability: probabilities[label])
  }
}
