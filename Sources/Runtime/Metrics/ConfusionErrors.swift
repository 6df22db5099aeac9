/// How well what is computed from a confusion matrix is known.
///
/// The counts of n independent examples are multinomial. A smooth function of their shares p has, for
/// large n, the variance (Σ p g² − (Σ p g)²) / n, where g is its slope by each share: the delta
/// method. For Cohen's kappa this is the standard error of Fleiss, Cohen and Everitt, 1969, Large sample
/// standard errors of kappa and weighted kappa; for F1 that of Takahashi et al., 2022, Confidence
/// interval for micro-averaged F1 and macro-averaged F1 scores. For few examples and near the ends of a
/// number's range it is too narrow; where the variance is 0, as at an accuracy of 1, there is none.
struct ConfusionErrors: Sendable {
  private let matrix: ConfusionMatrix
  private let n: Double
  /// The shares of the examples of each class, of those taken for it, and of those that are both.
  private let labels: [Double]
  private let predictions: [Double]
  private let hits: [Double]

  /// The errors of what follows from a matrix.
  init(_ matrix: ConfusionMatrix) {
    self.matrix = matrix
    let n = Double(matrix.total)
    let classes = 0..<matrix.classCount
    labels = classes.map { Double(matrix.support($0)) / n }
    predictions = classes.map { Double(matrix.predicted($0)) / n }
    hits = classes.map { Double(matrix[label: $0, prediction: $0]) / n }
    self.n = n
  }

  /// The mean F1 of all classes.
  func macroF1(_ value: Double) -> ConfidenceInterval? {
    let count = Double(matrix.classCount)
    return interval(value, 0...1) { f1Slope($0, $1) / count }
  }

  /// The mean F1 weighted by the classes' examples.
  func weightedF1(_ value: Double) -> ConfidenceInterval? {
    interval(value, 0...1) { label, prediction in
      f1(label) + f1Slope(label, prediction, weights: labels)
    }
  }

  /// The mean recall of the classes that have examples.
  func balancedAccuracy(_ value: Double) -> ConfidenceInterval? {
    let present = Double(labels.count { $0 > 0 })
    return interval(value, 0...1) { label, prediction in
      let recall = hits[label] / labels[label]
      return ((label == prediction ? 1 : 0) - recall) / labels[label] / present
    }
  }

  /// Cohen's kappa, (d − e) / (1 − e) with the agreement d and that by chance e.
  func kappa(_ value: Double) -> ConfidenceInterval? {
    let (agreement, chance) = (agreement, chance)
    guard chance < 1 else { return nil }
    return interval(value, -1...1) { label, prediction in
      let slope = predictions[label] + labels[prediction]
      let own = label == prediction ? 1 - chance : 0
      return (own - (1 - agreement) * slope) / ((1 - chance) * (1 - chance))
    }
  }

  /// Matthews' correlation, (d − e) / √((1 − Σ r²)(1 − Σ c²)) with the shares r of the classes and c
  /// of what was taken for them.
  func matthewsCorrelation(_ value: Double) -> ConfidenceInterval? {
    let labelRest = 1 - labels.reduce(0) { $0 + $1 * $1 }
    let predictionRest = 1 - predictions.reduce(0) { $0 + $1 * $1 }
    let scale = (labelRest * predictionRest).squareRoot()
    guard scale > 0 else { return nil }
    return interval(value, -1...1) { label, prediction in
      let covariance = (label == prediction ? 1 : 0) - predictions[label] - labels[prediction]
      return covariance / scale
        + value * (labels[label] / labelRest + predictions[prediction] / predictionRest)
    }
  }

  private var agreement: Double { hits.reduce(0, +) }
  private var chance: Double { zip(labels, predictions).reduce(0) { $0 + $1.0 * $1.1 } }

  private func f1(_ index: Int) -> Double {
    let sum = labels[index] + predictions[index]
    return sum > 0 ? 2 * hits[index] / sum : 0
  }

  /// The slope of the sum of all F1 by the share of `label` taken for `prediction`, each F1 with its
  /// weight held fixed; F1 = 2h / s with s = labels + predictions.
  private func f1Slope(_ label: Int, _ prediction: Int, weights: [Double]? = nil) -> Double {
    func loss(_ index: Int) -> Double {
      let sum = labels[index] + predictions[index]
      return sum > 0 ? (weights?[index] ?? 1) * 2 * hits[index] / (sum * sum) : 0
    }
    var slope = -loss(label) - loss(prediction)
    if label == prediction {
      slope += (weights?[label] ?? 1) * 2 / (labels[label] + predictions[label])
    }
    return slope
  }

  /// The interval of a function with these slopes; nil without examples and without variance.
  private func interval(
    _ value: Double, _ range: ClosedRange<Double>, slope: (Int, Int) -> Double
  ) -> ConfidenceInterval? {
    guard n > 0 else { return nil }
    var (mean, squares) = (0.0, 0.0)
    for label in 0..<matrix.classCount {
      for prediction in 0..<matrix.classCount {
        let count = matrix[label: label, prediction: prediction]
        guard count > 0 else { continue }
        let (share, slope) = (Double(count) / n, slope(label, prediction))
        mean += share * slope
        squares += share * slope * slope
      }
    }
    let variance = squares - mean * mean
    // Rounding leaves something of a difference that is 0.
    guard variance > 1e-12 * squares else { return nil }
    return ConfidenceInterval(value, standardError: (variance / n).squareRoot(), within: range)
  }
}
