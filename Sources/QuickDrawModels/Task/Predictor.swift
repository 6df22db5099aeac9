import GraphDSL
import Runtime

/// Tells what drawings show.
public final class Predictor {
  private let model: TrainedModel
  private let program: EvaluationProgram
  private let output: ClassOutput
  private let top: Int
  private let tellsLogits: Bool
  private let keys: DrawingKeys
  private let normalize: Ink.Normalization

  /// A predictor that names the `top` most probable classes of each drawing.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - top: How many classes to name.
  ///   - tellsLogits: Whether to give the model's number for every class, too.
  /// - Throws: ``ModelError`` when the model has no output with a number for each class.
  public init(
    _ model: TrainedModel, top: Int, tellsLogits: Bool = false
  ) throws(ModelError) {
    guard let output = ClassOutput(model.model, classCount: model.classes.count) else {
      throw .noClassOutput(classes: model.classes.count)
    }
    self.model = model
    self.output = output
    self.tellsLogits = tellsLogits
    self.top = min(max(1, top), model.classes.count)
    program = EvaluationProgram(model.model.graph, parameters: model.parameters, scored: false)
    let description = model.model.data.map(DataDescription.init)
    var keys = description?.keys ?? DrawingKeys()
    keys.keyID = "key_id"
    self.keys = keys
    normalize = description?.normalize ?? .perAxis
  }

  /// How the lines of drawings are read: a drawing needs no word.
  public func readingOptions(isStrict: Bool) -> DrawingReader.Options {
    DrawingReader.Options(keys: keys, requireWord: false, strict: isStrict)
  }

  /// Reads all drawings and hands over what they show, in their order.
  ///
  /// In a batch of one, a drawing's numbers depend on the drawing alone. In larger batches the
  /// model may look at the drawings beside it, and the last digits may differ even if it does not.
  ///
  /// - Parameters:
  ///   - reader: The drawings.
  ///   - batchSize: How many are run at once.
  ///   - each: Called after each batch.
  /// - Throws: What reading throws, and what `each` throws.
  public func run(
    _ reader: DrawingReader, batchSize: Int = 1, each: ([Prediction]) throws -> Void
  ) throws {
    var drawing = Drawing()
    var batch = PredictionBatch()
    while try reader.next(into: &drawing) {
      batch.append(drawing, line: reader.place.line, normalize: normalize)
      guard batch.count == batchSize else { continue }
      try each(predict(batch))
      batch.removeAll()
    }
    if batch.count > 0 { try each(predict(batch)) }
  }

  private func predict(_ batch: PredictionBatch) -> [Prediction] {
    // Labels are only read by a model whose outputs ask for them.
    let labels = [Int32](repeating: 0, count: batch.count)
    program.run(model.feed.feed(points: batch.points, lengths: batch.lengths, labels: labels))
    let logits = output.logits(program.executor)
    let width = model.classes.count
    return batch.origins.enumerated().map { index, origin in
      let row = logits[index * width..<(index + 1) * width]
      return Prediction(
        line: origin.line, keyID: origin.keyID, word: origin.word, top: candidates(row),
        logits: tellsLogits ? Array(row) : nil)
    }
  }

  private func candidates(_ logits: ArraySlice<Float>) -> [Prediction.Candidate] {
    let probabilities = ClassOutput.probabilities(of: logits)
    let order = probabilities.indices.sorted {
      (-probabilities[$0], $0) < (-probabilities[$1], $1)
    }
    return order.prefix(top).map {
      Prediction.Candidate(name: model.classes.names[$0], probability: probabilities[$0])
    }
  }
}

/// Drawings that are run at once.
private struct PredictionBatch {
  /// Where a drawing came from.
  struct Origin {
    let line: Int
    let keyID: String?
    let word: String?
  }

  private(set) var points: [Float] = []
  private(set) var lengths: [Int32] = []
  private(set) var origins: [Origin] = []

  var count: Int { origins.count }

  mutating func append(_ drawing: Drawing, line: Int, normalize: Ink.Normalization) {
    lengths.append(Int32(Ink.append(drawing, normalize: normalize, to: &points)))
    origins.append(Origin(line: line, keyID: drawing.keyID, word: drawing.word))
  }

  mutating func removeAll() {
    points.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
  }
}
