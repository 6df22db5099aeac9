import QuickDrawModels
import Runtime

/// A metric of one evaluation.
public struct MeasuredMetric: Sendable, Equatable {
  /// What it is called, without `eval.`.
  public let name: String
  public let value: Double
  /// Whether it is the share of the drawings for which something holds.
  public let isShare: Bool
  /// The steps done when it was measured.
  public let step: Int
  /// The drawings it was measured on.
  public let drawings: Int

  /// The 95 % confidence interval of a share; nil for other metrics.
  public var interval: ConfidenceInterval? {
    Evaluation.Metric(name: name, value: value, isShare: isShare).interval(count: drawings)
  }

  /// The value as people read it: `81.4 %` for a share, else four decimals.
  public var shown: String { isShare ? Format.percent(value) : Format.decimal(value, 4) }

  /// The value with its interval, such as `81.4 % (79.1 to 83.5)`.
  public var shownWithInterval: String {
    shown + (interval.map { " (\(Format.range($0)))" } ?? "")
  }
}
