extension RaggedDim {
  /// Over how many steps two axes are compared at most.
  private static let longest = 1 << 20

  /// Whether every example has as many steps on this axis as on `other`, whatever its length.
  ///
  /// Equal rules say so at once. Different ones may too: halving twice, rounded up, is quartering.
  /// Behind the clamps at zero, lengths repeat with the product of the divisors as their period, so
  /// axes that agree up to there and over one period agree for ever. Axes whose period is beyond any
  /// data count as different.
  public func hasLengths(of other: RaggedDim) -> Bool {
    guard name == other.name else { return false }
    if rules == other.rules { return true }
    let both = rules + other.rules
    let period = both.reduce(1) { Self.product($0, $1.divisor) }
    // No chain divides by more than the period, and no rounding takes a whole step.
    let reach = both.reduce(2) { $0 + Int(min($1.offset.magnitude, 1 << 32)) + 1 }
    let last = Self.product(period, reach)
    guard last < Self.longest else { return false }
    return (0...last).allSatisfy { length(from: $0) == other.length(from: $0) }
  }

  private static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? .max : product
  }
}
