import GraphDSL

/// Tells when something that happens every so often is due.
struct Cadence {
  private let interval: Interval?
  private let examplesPerEpoch: Int
  private var last: ContinuousClock.Instant
  private var epoch: Int

  /// A cadence that starts now; nil is never.
  init(_ interval: Interval?, examplesPerEpoch: Int, step: Int, batchSize: Int) {
    self.interval = interval
    self.examplesPerEpoch = max(1, examplesPerEpoch)
    last = .now
    epoch = step * batchSize / max(1, examplesPerEpoch)
  }

  /// Whether it is due after `step` steps; then the next interval begins.
  mutating func isDue(step: Int, batchSize: Int) -> Bool {
    switch interval {
    case nil: return false
    case .steps(let count): return step % count == 0
    case .seconds(let seconds):
      guard last.secondsSince >= seconds else { return false }
      last = .now
      return true
    case .epochs(let count):
      let now = step * batchSize / examplesPerEpoch
      defer { epoch = now }
      return now / count > epoch / count
    }
  }
}
