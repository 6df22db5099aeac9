import Runtime

/// The best value of the metric that a run watches, as a checkpoint keeps it.
public struct BestEvaluation: Sendable, Equatable {
  /// `loss` or a metric's name.
  public let metric: String
  public let value: Double
  /// The steps done when it was measured.
  public let step: Int

  /// What a checkpoint says; nil when no metric is watched, or nothing was evaluated before it.
  ///
  /// - Throws: `FileError` when the checkpoint's state is damaged.
  public init?(of checkpoint: Checkpoint) throws {
    guard let best = try checkpoint.state(as: TrainingState.self).best else { return nil }
    (metric, value, step) = (best.metric, best.value, best.step)
  }
}
