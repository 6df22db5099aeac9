/// What a checkpoint keeps besides tensors.
struct TrainingState: Codable, Sendable {
  /// The seed of weights, order and dropout.
  var seed: UInt64
  /// Where the next batch starts.
  var cursor: DataCursor
  /// The best value of the watched metric so far, and the checkpoint that has it.
  var best: Best?
  /// What was summed up since the last summary; nil in checkpoints of older versions.
  var sums: SummarySums?
  /// The step after which the last evaluation was made.
  var evaluated: Int?
  /// How long evaluations have not improved; nil without early stopping.
  var stopping: EarlyStopper.State?
  /// Set after the last step of the plan.
  var end: End?

  /// A metric's best value.
  struct Best: Codable, Sendable, Equatable {
    var metric: String
    var value: Double
    var step: Int
  }

  /// What the end of a training did that a longer one would not have done at that step, so that
  /// going on can take it back.
  struct End: Codable, Sendable, Equatable {
    /// The best value before the evaluation that only the end asked for.
    var best: Best?
  }
}
