/// Precision, recall and F1 of one class; 0 where the denominator is 0.
public struct ClassScores: Equatable, Sendable {
  /// The share of the examples taken for the class that are of it.
  public let precision: Double
  /// The share of the examples of the class that were taken for it.
  public let recall: Double
  /// The number of examples of the class.
  public let support: Int

  /// The harmonic mean of precision and recall.
  public var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }

  /// The scores of `label` in `matrix`.
  public init(of label: Int, in matrix: ConfusionMatrix) {
    let hits = Double(matrix[label: label, prediction: label])
    let predicted = matrix.predicted(label)
    support = matrix.support(label)
    precision = predicted > 0 ? hits / Double(predicted) : 0
    recall = support > 0 ? hits / Double(support) : 0
  }
}
