import Foundation
import GraphDSL
import Runtime

/// Times a model's training steps or predictions, as a whole and node by node.
public final class ModelTimer {
  /// What is timed.
  public enum Mode: String, CaseIterable, Sendable {
    /// Forward, backward and the optimizer.
    case train
    /// Forward alone.
    case infer
  }

  /// Times of whole steps.
  public struct Report: Sendable {
    /// The median step in milliseconds.
    public let milliseconds: Double
    /// Drawings a second: those of one pass over the batches by the medians of each batch.
    public let drawingsPerSecond: Double
    /// Points a second, likewise.
    public let pointsPerSecond: Double
    /// From the start of the process to the end of the first step.
    public let startToFirstStep: Double
    /// The largest memory of the process so far, in bytes.
    public let peakMemory: Double
    /// What was foretold of it; nil when nothing is trained.
    public let forecast: MemoryForecast?
    /// The nodes in order.
    public let nodes: [NodeTime]
  }

  /// The time of one node, forward or backward.
  public struct NodeTime: Sendable {
    public let name: String
    public let op: String
    /// The median in milliseconds.
    public let milliseconds: Double
    /// Multiplications and additions a second.
    public let flopsPerSecond: Double
  }

  private let mode: Mode
  private let training: TrainingProgram?
  private let evaluation: EvaluationProgram
  private let process: Double
  private var step = 0

  /// A timer for a checked model.
  ///
  /// - Throws: ``ModelError`` when the model cannot be trained but should be.
  public init(_ model: CheckedModel, mode: Mode) throws {
    process = ProcessMemory.resident
    guard let trained = model.lower(.training), let evaluated = model.lower(.evaluation) else {
      throw ModelError.invalid
    }
    let store = ParameterStore(for: trained.graph.builder.graph)
    store.initialize(seed: 1)
    self.mode = mode
    evaluation = EvaluationProgram(evaluated.graph, parameters: store, scored: false)
    guard mode == .train else {
      training = nil
      return
    }
    guard let recipe = trained.train?.recipe else {
      throw ModelError.notTrainable("the model file has no `train` section")
    }
    training = try TrainingProgram(trained.graph, parameters: store, recipe: recipe)
  }

  /// Takes `steps` steps over the batches in turn and times them; one more comes before.
  ///
  /// - Throws: `NonFiniteStepError` when the numbers blow up.
  public func run(_ batches: TimedBatches, steps: Int) throws -> Report {
    let forecast = training.map { training in
      batches.batches.map { MemoryForecast(training, process: process, shape: $0.shape) }
        .max { $0.total < $1.total }
    }
    try take(batches.batches[0])
    let first = Self.secondsSinceProcessStart
    for batch in batches.batches.dropFirst().prefix(2) { try take(batch) }
    var times = batches.batches.map { _ in [Double]() }
    for index in 0..<max(steps, batches.batches.count) {
      let batch = index % batches.batches.count
      let start = ContinuousClock.now
      try take(batches.batches[batch])
      times[batch].append(start.secondsSince)
    }
    let medians = times.map(Self.median)
    let total = medians.reduce(0, +)
    return Report(
      milliseconds: Self.median(times.flatMap { $0 }) * 1000,
      drawingsPerSecond: Double(batches.drawings.reduce(0, +)) / total,
      pointsPerSecond: Double(batches.points.reduce(0, +)) / total,
      startToFirstStep: first, peakMemory: ProcessMemory.peak,
      forecast: forecast ?? nil,
      nodes: nodes(batches.batches[0], repeats: 5))
  }

  private func take(_ batch: FeedBatch) throws {
    guard let training else { return evaluation.run(batch) }
    _ = try training.step(batch, step)
    step += 1
  }

  private func nodes(_ batch: FeedBatch, repeats: Int) -> [NodeTime] {
    let executor = training?.executor ?? evaluation.executor
    let count = executor.graph.nodes.count
    var times = Array(repeating: [Double](), count: count)
    executor.load(batch)
    for _ in 0..<repeats {
      var last = ContinuousClock.now
      executor.run(step: UInt64(step)) { index in
        times[index].append(last.secondsSince)
        last = .now
      }
    }
    return (0..<count).map { index in
      let node = executor.graph.nodes[index]
      let seconds = Self.median(times[index])
      let flops = node.op.flops(executor.call(index))
      return NodeTime(
        name: node.name, op: node.op.name, milliseconds: seconds * 1000,
        flopsPerSecond: seconds > 0 ? flops / seconds : 0)
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Wall time since the kernel started the process.
  private static var secondsSinceProcessStart: Double {
    // Field 22 of the file, in clock ticks since the machine started; the name in field 2 may hold
    // spaces but ends at the last parenthesis.
    guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")"),
      let ticks = text[name...].split(separator: " ").dropFirst(20).first.flatMap({ Double($0) })
    else { return .nan }
    var now = timespec()
    clock_gettime(CLOCK_BOOTTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9 - ticks
      / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
