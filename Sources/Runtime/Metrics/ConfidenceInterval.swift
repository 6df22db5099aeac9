/// A range in which a number lies with 95 % confidence.
public struct ConfidenceInterval: Equatable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// The 97.5th percentile of the normal distribution.
  private static let z = 1.959_963_984_540_054

  /// The interval of a number that is normally distributed: value ± 1.96 standard errors; nil when
  /// its ends are not finite.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - standardError: Its standard error.
  ///   - range: What the number cannot leave; the interval is cut there.
  public init?(
    _ value: Double, standardError: Double,
    within range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
  ) {
    let spread = Self.z * standardError
    guard (value - spread).isFinite, (value + spread).isFinite else { return nil }
    lower = max(value - spread, range.lowerBound)
    upper = min(value + spread, range.upperBound)
  }

  /// Wilson's score interval for `successes` of `trials`; 0 to 1 without any trials.
  ///
  /// From Edwin Wilson, 1927, Probable inference, the law of succession, and statistical inference.
  /// With p = successes / n and z = 1.96: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
  public init(successes: Int, of trials: Int) {
    guard trials > 0 else {
      (lower, upper) = (0, 1)
      return
    }
    let z = Self.z
    let n = Double(trials)
    let share = Double(successes) / n
    let center = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // Rounding must not lift an end off the share where that is 0 or 1.
    lower = successes == 0 ? 0 : (center - spread) / scale
    upper = successes == trials ? 1 : (center + spread) / scale
  }
}
