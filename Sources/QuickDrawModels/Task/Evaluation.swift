import Foundation
import Runtime

/// The loss and the metrics of a model over a set of drawings.
public struct Evaluation: Sendable, Equatable {
  /// The mean loss.
  public let loss: Double
  /// Each metric's mean over the drawings, in the model's order.
  public let metrics: [Metric]
  /// The drawings seen.
  public let count: Int
  /// The seconds that it took.
  public let seconds: Double

  /// A named mean.
  public struct Metric: Sendable, Equatable {
    public let name: String
    public var value: Double
    /// Whether it is the share of the drawings for which something holds.
    public var isShare = false

    /// A metric with its mean.
    public init(name: String, value: Double, isShare: Bool = false) {
      self.name = name
      self.value = value
      self.isShare = isShare
    }

    /// The 95 % confidence interval of a share over `count` drawings; nil for other metrics.
    public func interval(count: Int) -> ConfidenceInterval? {
      guard isShare, (0...1).contains(value) else { return nil }
      return ConfidenceInterval(successes: Int((value * Double(count)).rounded()), of: count)
    }
  }

  /// The metric called `name`.
  public subscript(name: String) -> Double? { metrics.first { $0.name == name }?.value }

  /// The loss, which is called `loss`, or the metric called `name`.
  public func value(of name: String) -> Double? { name == "loss" ? loss : self[name] }
}

/// Scores a model on a set of drawings.
public struct Evaluator {
  private let program: EvaluationProgram
  private let feed: DrawingFeed
  private let dataset: Dataset
  private let batchSize: Int

  /// The drawings of a batch of an evaluation between steps of `trained` drawings.
  static func batchSize(besides trained: Int) -> Int { max(32, trained) }

  /// An evaluator whose batches hold `batchSize` drawings.
  public init(_ program: EvaluationProgram, feed: DrawingFeed, dataset: Dataset, batchSize: Int) {
    self.program = program
    self.feed = feed
    self.dataset = dataset
    self.batchSize = batchSize
  }

  /// Runs the model over the set, or over `batches` batches drawn from it, always the same ones: the
  /// set's own order may go class by class.
  ///
  /// - Parameters:
  ///   - batches: How many batches to look at; all if nil.
  ///   - progress: Called now and then with the drawings seen so far.
  ///   - each: Called after each batch, while its values can be read.
  /// - Returns: Means weighted by drawings, so the batch size does not matter.
  /// - Throws: What reading the drawings throws.
  public func run(
    batches: Int? = nil, progress: (Int) -> Void = { _ in },
    each: (Batch, Executor) throws -> Void = { _, _ in }
  ) throws -> Evaluation {
    let start = ContinuousClock.now
    let isPart = batches.map { $0 < dataset.count / batchSize } ?? false
    let stream = try isPart ? drawn(batchSize) : .evaluation(dataset, batchSize: batchSize)
    var (loss, count, seen) = (0.0, 0, 0)
    var sums = Array(repeating: 0.0, count: program.metrics.count)
    while seen < batches ?? .max, let batch = try stream.next() {
      program.run(feed.feed(batch))
      let weight = Double(batch.count)
      if let value = program.loss { loss += Double(program.executor.scalar(value)) * weight }
      for (index, metric) in program.metrics.enumerated() {
        sums[index] += Double(program.executor.scalar(metric.value)) * weight
      }
      try each(batch, program.executor)
      count += batch.count
      seen += 1
      progress(count)
    }
    let total = Double(max(1, count))
    let metrics = zip(program.metrics, sums).map {
      Evaluation.Metric(
        name: $0.name, value: $1 / total, isShare: program.executor.graph.isShare($0.value))
    }
    return Evaluation(
      loss: loss / total, metrics: metrics, count: count, seconds: start.secondsSince)
  }
}

extension Evaluator {
  /// Batches without end, drawn at random, always the same ones.
  private func drawn(_ batchSize: Int) throws -> BatchStream {
    let options = BatchOptions(batchSize: batchSize, shuffle: dataset.count, seed: 1)
    return try .training(dataset, options)
  }

  /// How much the loss and the metrics differ from drawing to drawing.
  ///
  /// - Parameter limit: At most so many drawings are run alone, drawn at random, always the same ones.
  /// - Returns: The loss's values, then those of the metrics in the model's order.
  /// - Throws: What reading the drawings throws.
  func samples(limit: Int = 1000) throws -> (loss: SampleMean, metrics: [SampleMean]) {
    let stream = try drawn(1)
    var loss = SampleMean()
    var metrics = Array(repeating: SampleMean(), count: program.metrics.count)
    for _ in 0..<min(limit, dataset.count) {
      guard let batch = try stream.next() else { break }
      program.run(feed.feed(batch))
      if let value = program.loss { loss.add(Double(program.executor.scalar(value))) }
      for (index, metric) in program.metrics.enumerated() {
        metrics[index].add(Double(program.executor.scalar(metric.value)))
      }
    }
    return (loss, metrics)
  }
}

extension Graph {
  /// Whether a metric counts examples.
  func isShare(_ metric: Value) -> Bool {
    nodes.contains { $0.results.contains(metric) && $0.op.name == "accuracy" }
  }
}

extension ContinuousClock.Instant {
  /// The seconds from this instant to now.
  var secondsSince: Double { duration(to: .now) / .seconds(1) }
}
