import Runtime

/// The `train` section with every value in place.
public struct TrainSpec: Sendable {
  /// What may be written in the section.
  public static var schema: SectionSchema { TrainReader.schema }

  /// What a summary can record.
  public enum Recorded: String, AttributeChoice {
    case learningRate = "learning_rate"
    case loss
    case gradients
    case gradientNorm = "gradient_norm"
    case weights
  }

  /// When and what to log.
  public struct Summaries: Sendable {
    public let every: Interval
    public let record: [Recorded]
  }

  /// When to save, and which checkpoints to keep.
  public struct Checkpoints: Sendable {
    public let every: Interval
    /// How many of the latest are kept.
    public let keep: Int
    /// The evaluated metric whose best checkpoint is kept as well: `loss` or a metric's name.
    public let best: Located<String>?
  }

  /// When to evaluate, and on how much.
  public struct Evaluation: Sendable {
    public let every: Interval
    /// The number of batches; nil for all of the evaluation data.
    public let batches: Int?
  }

  /// The number of updates.
  public let steps: Int
  /// Examples in a batch.
  public let batchSize: Int
  /// The seed of initial weights, shuffling and dropout.
  public let seed: Int
  /// The optimizer as named.
  public let optimizer: ComponentSpec
  /// The schedule as named.
  public let schedule: ComponentSpec
  /// The attributes of the clipping that are given, checked.
  public let clip: AttributeReader
  /// The attributes of the moving average of the weights that are given, checked; nil for no average.
  public let averaging: AttributeReader?
  /// Optimizer, learning rate, clipping and averaging, ready to use.
  public let recipe: TrainingRecipe
  /// When and what to log.
  public let summaries: Summaries
  /// When to save.
  public let checkpoint: Checkpoints
  /// When to evaluate; nil for never.
  public let evaluation: Evaluation?
  /// When training ends before its last step; nil for never.
  public let earlyStopping: EarlyStopping?
}
