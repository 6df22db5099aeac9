/// What a checkpoint keeps.
public struct CheckpointContents: Sendable {
  /// The number of steps done.
  public let step: Int
  /// Every parameter and running statistic under its node's name.
  public let weights: [NamedTensor]
  /// Every optimizer slot under the parameter's name and its own: `logits/kernel/second_moment`.
  public let optimizer: [NamedTensor]
  /// Everything else: random streams, data cursor, best metric.
  public let state: any Encodable & Sendable
  /// Free strings for the header of the weights.
  public let metadata: [String: String]

  /// Contents of a checkpoint after `step` steps.
  public init(
    step: Int, weights: [NamedTensor], optimizer: [NamedTensor],
    state: any Encodable & Sendable, metadata: [String: String] = [:]
  ) {
    self.step = step
    self.weights = weights
    self.optimizer = optimizer
    self.state = state
    self.metadata = metadata
  }
}
