/// What a checkpoint keeps besides tensors.
struct TrainingState: Codable, Sendable {
  /// The seed of weights, order and dropout.
  var seed: UInt64
  /// Where the next batch starts.
  var cursor: DataCursor
  /// The best value of the watched metric so far, and the checkpoint that has it.
  var best: Best?

  /// A metric's best value.
  struct Best: Codable, Sendable, Equatable {
    var metric: String
    var value: Double
    var step: Int
  }
}
