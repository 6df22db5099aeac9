import Runtime

/// When training ends before its last step: `train.early_stopping`.
///
/// As in Keras' `EarlyStopping`: after each evaluation the metric is compared with its best so far, and
/// an improvement must be larger than `min_delta`.
public struct EarlyStopping: Sendable {
  static let metricKey = Attribute<String>(
    "metric", "The evaluated metric that is to improve.", default: "eval.loss")
  static let patienceKey = Attribute<Int>(
    "patience", "After how many evaluations in a row without an improvement training ends.",
    least: 1)
  static let minDeltaKey = Attribute<Double>(
    "min_delta", "What the metric must improve by, at least, to count.", default: 0, least: 0)

  static let schema = SectionSchema(
    "early_stopping", "When training ends because evaluations no longer improve.",
    .settings([metricKey, patienceKey, minDeltaKey]))

  /// The evaluated metric: `loss` or a metric's name.
  public let metric: String
  /// The evaluations in a row without an improvement after which training ends.
  public let patience: Int
  /// What an improvement is larger than.
  public let minDelta: Double

  /// A rule.
  public init(metric: String, patience: Int, minDelta: Double) {
    self.metric = metric
    self.patience = patience
    self.minDelta = minDelta
  }
}
