/// How far the probabilities of a classifier can be believed.
///
/// A prediction's confidence is the probability of the class that it names. Of those that are 80 %
/// sure, 80 % should be right.
public struct Calibration: Equatable, Sendable {
  /// The bins of equal width that confidences fall into: 15 as in Guo et al., 2017, On calibration of
  /// modern neural networks.
  public static let binCount = 15

  /// The predictions whose confidence lies above `lower` and up to `upper`.
  public struct Bin: Equatable, Sendable {
    public let lower: Double
    public let upper: Double
    /// How many there are.
    public private(set) var count = 0
    /// How many of them are right.
    public private(set) var rightCount = 0
    private var confidences = 0.0

    fileprivate init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }

    fileprivate mutating func add(_ confidence: Double, isRight: Bool) {
      count += 1
      rightCount += isRight ? 1 : 0
      confidences += confidence
    }

    /// The mean confidence; NaN for an empty bin.
    public var confidence: Double { confidences / Double(count) }

    /// The share that is right; NaN for an empty bin.
    public var accuracy: Double { Double(rightCount) / Double(count) }

    /// Wilson's interval of the accuracy; nil for an empty bin.
    public var interval: ConfidenceInterval? {
      count > 0 ? ConfidenceInterval(successes: rightCount, of: count) : nil
    }
  }

  /// The bins, by rising confidence.
  public private(set) var bins: [Bin]
  private var squaredErrors = SampleMean()
  private var confidences = SampleMean()

  /// No prediction yet.
  public init() {
    let count = Self.binCount
    bins = (0..<count).map {
      Bin(lower: Double($0) / Double(count), upper: Double($0 + 1) / Double(count))
    }
  }

  /// Adds a prediction.
  ///
  /// - Parameters:
  ///   - confidence: The largest probability.
  ///   - isRight: Whether the class that has it is the true one.
  ///   - squaredError: The sum over the classes of (probability − 1 or 0)².
  mutating func add(confidence: Double, isRight: Bool, squaredError: Double) {
    // A confidence that is NaN goes into the first bin and makes every mean NaN.
    let index =
      bins.firstIndex { confidence <= $0.upper } ?? (confidence.isNaN ? 0 : bins.count - 1)
    bins[index].add(confidence, isRight: isRight)
    squaredErrors.add(squaredError)
    confidences.add(confidence)
  }

  /// The expected calibration error: Σ n_b / n · |accuracy − confidence| over the bins (Naeini,
  /// Cooper and Hauskrecht, 2015; in this form Guo et al., 2017).
  public var expectedError: Double {
    let total = Double(squaredErrors.count)
    return bins.filter { $0.count > 0 }.reduce(0) { sum, bin in
      sum + Double(bin.count) / total * (bin.accuracy - bin.confidence).magnitude
    }
  }

  /// The mean confidence.
  public var confidence: Double { confidences.mean }

  /// The Brier score: the mean over the examples of Σ (probability − 1 or 0)² over the classes, from
  /// 0 to 2 (Glenn Brier, 1950, Verification of forecasts expressed in terms of probability).
  public var brierScore: Double { squaredErrors.mean }

  /// The interval of the Brier score, a mean; see ``SampleMean/interval``.
  public var brierInterval: ConfidenceInterval? { squaredErrors.interval }
}
