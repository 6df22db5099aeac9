import GraphDSL
import Runtime

/// What memory a training will take, and what is left for it; known before the first step.
public struct TrainingMemory: Sendable {
  /// Why a training cannot begin.
  public struct Shortage: Error, Sendable, CustomStringConvertible {
    /// What it needs, what is there, and the largest batch that fits.
    public let description: String
  }

  /// How many drawings are looked at for their lengths.
  private static let sampleCount = 64

  private let formula: MemoryFormula
  private let batchSize: Int
  /// The steps of a drawing on average, and the most, among those looked at.
  private let steps: (mean: Int, most: Int)
  /// Bytes for each step of a batch that wait in the pipeline.
  private let readAheadPerStep: Double
  /// The arena of an evaluation; nil when there is none.
  private let evaluation: ArenaFormula?
  private let room: ProcessMemory.Room?

  /// Plans a training without allocating what it needs.
  ///
  /// - Parameters:
  ///   - experiment: Model and data.
  ///   - room: What the process can still take; nil when nobody knows.
  /// - Throws: ``ModelError`` when the model cannot be trained, and what reading a drawing throws.
  public init(
    _ experiment: Experiment, room: ProcessMemory.Room? = ProcessMemory.room
  ) throws {
    guard let settings = experiment.training.train else {
      throw ModelError.notTrainable("the model file has no `train` section")
    }
    guard let train = experiment.data.train else {
      throw ModelError.notTrainable("there are no training drawings")
    }
    let store = ParameterStore(for: experiment.training.graph.builder.graph)
    formula = MemoryFormula(
      try TrainingProgram(experiment.training.graph, parameters: store, recipe: settings.recipe))
    batchSize = settings.batchSize
    steps = try Self.steps(train)
    readAheadPerStep =
      Double(BatchOptions(batchSize: batchSize).readAhead + 1) * 3
      * Double(MemoryLayout<Float>.stride)
    evaluation = experiment.data.eval.map { _ in
      ArenaFormula(
        EvaluationProgram(experiment.evaluation.graph, parameters: store, scored: true).executor)
    }
    self.room = room
  }

  /// Makes sure that a usual batch fits.
  ///
  /// - Returns: A sentence when a batch of nothing but the longest drawings might not.
  /// - Throws: ``Shortage`` when not even a batch of average drawings does.
  public func check() throws(Shortage) -> String? {
    guard let room else { return nil }
    let usual = need(batch: batchSize, length: steps.mean)
    let most = need(batch: batchSize, length: steps.most)
    if usual > room.bytes {
      let fitting = largestBatch(within: room.bytes)
      let hint =
        fitting > 0
        ? "batches of at most \(fitting) drawings fit: --set train.batch_size=\(fitting)"
        : "not even a batch of one drawing fits"
      throw Shortage(
        description: "training needs about \(Self.text(usual)) more for batches of \(batchSize) "
          + "drawings of about \(steps.mean) points, but \(room.bound) has \(Self.text(room.bytes)) "
          + "left\nhint: \(hint)")
    }
    guard most > 0.9 * room.bytes else { return nil }
    return "a batch of \(batchSize) of the longest drawings, of \(steps.most) points, would need "
      + "\(Self.text(most)) more, and \(room.bound) has \(Self.text(room.bytes)) left"
  }

  /// The bytes that the process is expected to have while it trains on usual batches.
  public var expected: Double {
    ProcessMemory.resident + need(batch: batchSize, length: steps.mean)
  }

  /// The bytes that training takes beside what the process has.
  private func need(batch: Int, length: Int) -> Double {
    let (steps, overflow) = batch.multipliedReportingOverflow(by: length)
    guard !overflow, steps <= Int(Int32.max) else { return .infinity }
    let evaluated = Evaluator.batchSize(besides: batch)
    return formula.bytes(batch: batch, steps: steps) + readAheadPerStep * Double(steps)
      + (evaluation?.bytes(batch: evaluated, steps: evaluated * length) ?? 0)
  }

  /// The most drawings a batch, of usual length, that fit; 0 when not even one does.
  private func largestBatch(within bytes: Double) -> Int {
    var (fits, tooLarge) = (0, batchSize)
    while tooLarge - fits > 1 {
      let middle = (fits + tooLarge) / 2
      if need(batch: middle, length: steps.mean) <= bytes {
        fits = middle
      } else {
        tooLarge = middle
      }
    }
    return fits
  }

  /// The steps of drawings spread over the set.
  private static func steps(_ set: Dataset) throws -> (mean: Int, most: Int) {
    let count = min(sampleCount, set.count)
    var reader = set.source.reader()
    var (sum, most) = (0, 1)
    for sample in 0..<count {
      var points: [Float] = []
      guard try reader.append(sample * set.count / count, to: &points) != nil else { continue }
      sum += points.count / 3
      most = max(most, points.count / 3)
    }
    return (max(1, sum / max(1, count)), most)
  }

  private static func text(_ bytes: Double) -> String {
    guard bytes.isFinite else { return "more memory than can be counted" }
    return bytes >= 1e9
      ? "\((bytes / 1e8).rounded() / 10) GB" : "\(Int((bytes / 1e6).rounded())) MB"
  }
}
