import Runtime

/// Sums over the steps since the last summary.
struct ProgressWindow {
  private let metrics: [(name: String, isShare: Bool)]
  private var loss = 0.0
  private var norm = 0.0
  private var sums: [Double]
  private var steps = 0
  private var examples = 0
  private var start = ContinuousClock.now
  private var waited: Duration

  init(_ program: TrainingProgram, waited: Duration) {
    metrics = program.metrics.map { ($0.name, program.executor.graph.isShare($0.value)) }
    sums = Array(repeating: 0, count: metrics.count)
    self.waited = waited
  }

  /// Whether nothing was added yet.
  var isEmpty: Bool { steps == 0 }

  /// Takes over one step's numbers.
  mutating func add(_ result: TrainingProgram.StepResult, _ program: TrainingProgram, count: Int) {
    loss += Double(result.loss)
    norm += result.gradientNorm
    for (index, metric) in program.metrics.enumerated() {
      sums[index] += Double(program.executor.scalar(metric.value))
    }
    steps += 1
    examples += count
  }

  /// The means, and the rate with `waited` seconds of waiting for data in all.
  func progress(
    step: Int, of total: Int, epoch: Double, learningRate: Double, waited: Duration
  ) -> TrainingProgress {
    let seconds = max(start.secondsSince, 1e-9)
    let count = Double(max(1, steps))
    return TrainingProgress(
      step: step, steps: total, epoch: epoch, loss: loss / count,
      metrics: zip(metrics, sums).map {
        Evaluation.Metric(name: $0.name, value: $1 / count, isShare: $0.isShare)
      },
      learningRate: learningRate, gradientNorm: norm / count, rate: Double(examples) / seconds,
      dataWait: (waited - self.waited) / .seconds(seconds),
      secondsLeft: steps == 0 ? .infinity : seconds / count * Double(total - step))
  }
}
