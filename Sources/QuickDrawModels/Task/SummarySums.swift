import Runtime

/// Sums over the steps since the last summary.
///
/// A checkpoint keeps them, so that the first summary of a resumed training is the mean over the same
/// steps as that of one that never stopped.
struct SummarySums: Codable, Sendable, Equatable {
  /// The steps that were added.
  private(set) var steps = 0
  private(set) var loss = 0.0
  private(set) var gradientNorm = 0.0
  /// The learning rate of the last step.
  private(set) var learningRate = 0.0
  /// One sum a metric, in the model's order.
  private(set) var metrics: [Double]

  /// Nothing yet, of so many metrics.
  init(metricCount: Int) { metrics = Array(repeating: 0, count: metricCount) }

  /// Takes over one step's numbers.
  mutating func add(_ result: TrainingProgram.StepResult, metrics values: [Double]) {
    steps += 1
    loss += Double(result.loss)
    gradientNorm += result.gradientNorm
    learningRate = result.learningRate
    for (index, value) in values.enumerated() { metrics[index] += value }
  }
}
