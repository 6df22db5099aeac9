/// The mean of numbers that come one by one, and how well it is known.
public struct SampleMean: Equatable, Sendable {
  /// How many numbers came.
  public private(set) var count = 0
  private var sum = 0.0
  /// Welford's running mean and sum of squared distances from it.
  private var center = 0.0
  private var squares = 0.0
  private var least = Double.infinity

  /// No number yet.
  public init() {}

  /// Adds a number.
  public mutating func add(_ number: Double) {
    count += 1
    sum += number
    least = min(least, number)
    let distance = number - center
    center += distance / Double(count)
    squares += distance * (number - center)
  }

  /// The mean; NaN without numbers.
  public var mean: Double { sum / Double(count) }

  /// The standard deviation of a sample, with n − 1; nil for fewer than two numbers.
  public var standardDeviation: Double? {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
  }

  /// The 95 % interval of the mean by the central limit theorem: mean ± 1.96 s / √n; nil for fewer
  /// than two numbers or when it is not finite.
  public var interval: ConfidenceInterval? { interval(of: mean, count: count) }

  /// The same for the mean of `count` numbers of which these are a sample; numbers that are never
  /// below 0 have no mean below 0.
  public func interval(of mean: Double, count: Int) -> ConfidenceInterval? {
    standardDeviation.flatMap {
      ConfidenceInterval(
        mean, standardError: $0 / Double(count).squareRoot(),
        within: (least >= 0 ? 0 : -.greatestFiniteMagnitude) ... .greatestFiniteMagnitude)
    }
  }
}
