import Foundation

/// Everything an evaluation says about a classifier, gathered batch by batch.
///
/// Sums are kept in double precision in the order of the examples.
public struct ClassificationReport: Sendable {
  /// Labels against predictions.
  public private(set) var confusion: ConfusionMatrix
  /// How far the probabilities can be believed.
  public private(set) var calibration = Calibration()
  private(set) var logLosses = SampleMean()
  private(set) var topThreeCount = 0
  private(set) var reciprocalRanks = SampleMean()

  /// A report without examples.
  public init(classCount: Int) { confusion = ConfusionMatrix(classCount: classCount) }

  /// Adds one example.
  ///
  /// The prediction is the class with the largest logit; of equal ones the first counts as larger.
  /// A logit that is NaN makes ``logLoss`` NaN and ranks below every number.
  ///
  /// - Parameters:
  ///   - logits: One number a class.
  ///   - label: The true class.
  public mutating func add(logits: UnsafeBufferPointer<Float>, label: Int) {
    let classCount = confusion.classCount
    precondition(logits.count == classCount && (0..<classCount).contains(label))
    let own = logits[label]
    var (best, rank) = (0, 1)
    for index in 0..<classCount {
      if Self.isBefore(logits[index], index, logits[best], best) { best = index }
      if index != label && Self.isBefore(logits[index], index, own, label) { rank += 1 }
    }
    confusion.add(label: label, prediction: best)
    if rank <= 3 { topThreeCount += 1 }
    reciprocalRanks.add(rank <= 3 ? 1 / Double(rank) : 0)
    let shift = Double(logits[best])
    var (sum, squares) = (0.0, 0.0)
    for logit in logits {
      let term = exp(Double(logit) - shift)
      sum += term
      squares += term * term
    }
    logLosses.add(log(sum) + shift - Double(own))
    // Σ (p − y)² over the classes, of which one has y = 1.
    let probability = exp(Double(own) - shift) / sum
    calibration.add(
      confidence: 1 / sum, isRight: best == label,
      squaredError: squares / (sum * sum) - 2 * probability + 1)
  }

  /// Adds a batch.
  ///
  /// - Parameters:
  ///   - logits: One row a drawing, one number a class, row-major.
  ///   - labels: The true classes.
  public mutating func add(logits: [Float], labels: [Int]) {
    let classCount = confusion.classCount
    precondition(logits.count == labels.count * classCount)
    logits.withUnsafeBufferPointer { logits in
      for (row, label) in labels.enumerated() {
        let range = row * classCount..<(row + 1) * classCount
        add(logits: UnsafeBufferPointer(rebasing: logits[range]), label: label)
      }
    }
  }

  private static func isBefore(_ a: Float, _ i: Int, _ b: Float, _ j: Int) -> Bool {
    if a.isNaN || b.isNaN { return b.isNaN && (!a.isNaN || i < j) }
    return a > b || a == b && i < j
  }
}

extension ClassificationReport {
  /// The number of examples.
  public var count: Int { confusion.total }

  /// The share of the examples that were taken for what they are; NaN without examples.
  public var accuracy: Double { Double(confusion.correct) / Double(count) }

  /// Wilson's interval of the accuracy.
  public var accuracyInterval: ConfidenceInterval {
    ConfidenceInterval(successes: confusion.correct, of: count)
  }

  /// The share of the examples whose class is among the three with the largest logits.
  public var topThree: Double { Double(topThreeCount) / Double(count) }

  /// The mean of 1, 1/2 or 1/3 for a class in first, second or third place (MAP@3).
  public var meanAveragePrecisionAtThree: Double { reciprocalRanks.mean }

  /// The mean of -log(probability of the true class).
  public var logLoss: Double { logLosses.mean }

  /// Precision, recall and F1 of each class.
  public var classes: [ClassScores] {
    (0..<confusion.classCount).map { ClassScores(of: $0, in: confusion) }
  }

  /// The mean F1 of all classes.
  public var macroF1: Double {
    classes.reduce(0) { $0 + $1.f1 } / Double(confusion.classCount)
  }

  /// The mean F1 of all classes, weighted by their numbers of examples.
  public var weightedF1: Double {
    classes.reduce(0) { $0 + $1.f1 * Double($1.support) } / Double(count)
  }

  /// The mean recall of the classes that have examples.
  public var balancedAccuracy: Double {
    let present = classes.filter { $0.support > 0 }
    return present.reduce(0) { $0 + $1.recall } / Double(present.count)
  }

  /// Cohen's kappa: agreement beyond chance; 0 when chance alone agrees fully.
  public var kappa: Double {
    let (observed, chance) = (Double(confusion.correct), chanceProduct / Double(count))
    let possible = Double(count) - chance
    return possible > 0 ? (observed - chance) / possible : 0
  }

  /// Matthews' correlation coefficient for several classes; 0 where a side has one class only.
  public var matthewsCorrelation: Double {
    let squaredCount = Double(count) * Double(count)
    let covariance = Double(confusion.correct) * Double(count) - chanceProduct
    let labels = squaredCount - marginals.reduce(0) { $0 + $1.label * $1.label }
    let predictions = squaredCount - marginals.reduce(0) { $0 + $1.prediction * $1.prediction }
    let scale = (labels * predictions).squareRoot()
    return scale > 0 ? covariance / scale : 0
  }

  private var marginals: [(label: Double, prediction: Double)] {
    (0..<confusion.classCount).map {
      (Double(confusion.support($0)), Double(confusion.predicted($0)))
    }
  }

  private var chanceProduct: Double { marginals.reduce(0) { $0 + $1.label * $1.prediction } }
}
