/// Precision, recall and F1 of one class; 0 where the denominator is 0.
public struct ClassScores: Equatable, Sendable {
  /// The share of the examples taken for the class that are of it.
  public let precision: Double
  /// The share of the examples of the class that were taken for it.
  public let recall: Double
  /// The number of examples of the class.
  public let support: Int
  /// The number of examples that were taken for the class.
  public let predicted: Int
  /// The number of examples that were rightly taken for it.
  public let hits: Int
  private let total: Int

  /// The harmonic mean of precision and recall.
  public var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }

  /// The scores of `label` in `matrix`.
  public init(of label: Int, in matrix: ConfusionMatrix) {
    hits = matrix[label: label, prediction: label]
    predicted = matrix.predicted(label)
    support = matrix.support(label)
    total = matrix.total
    precision = predicted > 0 ? Double(hits) / Double(predicted) : 0
    recall = support > 0 ? Double(hits) / Double(support) : 0
  }

  /// Wilson's interval of the precision; nil where nothing was taken for the class.
  public var precisionInterval: ConfidenceInterval? {
    predicted > 0 ? ConfidenceInterval(successes: hits, of: predicted) : nil
  }

  /// Wilson's interval of the recall; nil for a class without examples.
  public var recallInterval: ConfidenceInterval? {
    support > 0 ? ConfidenceInterval(successes: hits, of: support) : nil
  }

  /// The interval of F1 by the delta method, as ``ConfusionErrors`` explains; nil where F1 has none, and
  /// at 0 and 1, where the method knows no error.
  ///
  /// With h of n examples hits and s = support + predicted, F1 = 2h/s. Its slope by the share of
  /// hits is 2n/s − 4hn/s², and −2hn/s² by that of every other example of or taken for the class.
  public var f1Interval: ConfidenceInterval? {
    let sum = Double(support + predicted)
    guard hits > 0, hits < max(support, predicted) else { return nil }
    let (n, h) = (Double(total), Double(hits))
    let hitSlope = 2 * n / sum - 4 * h * n / (sum * sum)
    let missSlope = -2 * h * n / (sum * sum)
    // The mean slope is 0: F1 does not change when all counts grow alike.
    let variance =
      (h * hitSlope * hitSlope + (sum - 2 * h) * missSlope * missSlope) / (n * n)
    return ConfidenceInterval(f1, standardError: variance.squareRoot(), within: 0...1)
  }
}
