import Runtime

/// The steps since the last summary: their sums, and the time that they took.
struct ProgressWindow {
  /// What a checkpoint keeps; times are not part of it.
  private(set) var sums: SummarySums
  private let metrics: [(name: String, isShare: Bool)]
  /// The steps and examples since `start`, which a resumed training moves to its own beginning.
  private var timedSteps = 0
  private var examples = 0
  private var start = ContinuousClock.now
  private var waited: Duration

  /// A window that begins now, in which `sums` were added before by a training that stopped.
  init(_ program: TrainingProgram, _ sums: SummarySums? = nil, waited: Duration = .zero) {
    metrics = program.metrics.map { ($0.name, program.executor.graph.isShare($0.value)) }
    self.sums = sums ?? SummarySums(metricCount: metrics.count)
    self.waited = waited
  }

  /// Whether nothing was added yet.
  var isEmpty: Bool { sums.steps == 0 }

  /// Takes over one step's numbers.
  mutating func add(_ result: TrainingProgram.StepResult, _ program: TrainingProgram, count: Int) {
    sums.add(
      result, metrics: program.metrics.map { Double(program.executor.scalar($0.value)) })
    timedSteps += 1
    examples += count
  }

  /// Does work that is no training, so that its time does not count.
  mutating func pausing<Result>(_ work: () throws -> Result) rethrows -> Result {
    let pause = ContinuousClock.now
    defer { start += pause.duration(to: .now) }
    return try work()
  }

  /// The means, and the rate with `waited` of waiting for data in all.
  func progress(step: Int, of total: Int, epoch: Double, waited: Duration) -> TrainingProgress {
    let seconds = max(start.secondsSince, 1e-9)
    let count = Double(max(1, sums.steps))
    return TrainingProgress(
      step: step, steps: total, epoch: epoch, loss: sums.loss / count,
      metrics: zip(metrics, sums.metrics).map {
        Evaluation.Metric(name: $0.name, value: $1 / count, isShare: $0.isShare)
      },
      learningRate: sums.learningRate, gradientNorm: sums.gradientNorm / count,
      rate: Double(examples) / seconds, dataWait: (waited - self.waited) / .seconds(seconds),
      secondsLeft: timedSteps == 0
        ? .infinity : seconds / Double(timedSteps) * Double(total - step))
  }
}
