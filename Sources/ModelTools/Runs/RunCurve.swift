import Foundation

/// A quantity of a run over its steps.
public struct RunCurve: Sendable, Equatable {
  /// One measurement.
  public struct Point: Sendable, Equatable {
    public let step: Int
    public let value: Double

    /// A measurement.
    public init(step: Int, value: Double) {
      self.step = step
      self.value = value
    }
  }

  /// Which of the compared runs, from 0.
  public let run: Int
  /// Whether it was measured on drawings held out, and not while training.
  public let isEvaluation: Bool
  /// The measurements that are finite numbers, by rising step.
  public let points: [Point]
  /// The measurements before smoothing; nil when nothing was smoothed.
  public let unsmoothed: [Point]?

  /// A curve of what was measured; values that are no finite numbers leave a gap.
  init(run: Int, isEvaluation: Bool, points: [Point], smoothing weight: Double = 0) {
    self.run = run
    self.isEvaluation = isEvaluation
    let finite = points.filter { $0.value.isFinite }
    // An evaluation is over all drawings, so there is no noise of batches to take away.
    let isSmoothed = weight > 0 && !isEvaluation && finite.count > 2
    self.points = isSmoothed ? Self.smoothed(finite, weight) : finite
    unsmoothed = isSmoothed ? finite : nil
  }

  /// An exponential moving average without the bias to where it starts, as TensorBoard's:
  /// aₙ = w aₙ₋₁ + (1 − w) xₙ, shown as aₙ / (1 − wⁿ).
  static func smoothed(_ points: [Point], _ weight: Double) -> [Point] {
    var (average, bias) = (0.0, 1.0)
    return points.map { point in
      average = weight * average + (1 - weight) * point.value
      bias *= weight
      return Point(step: point.step, value: average / (1 - bias))
    }
  }

  /// The curve with at most about `count` points: of each stretch the lowest and the highest.
  static func thinned(_ points: [Point], to count: Int) -> [Point] {
    guard points.count > count, count > 3 else { return points }
    let stretches = count / 2
    return (0..<stretches).flatMap { index -> [Point] in
      let part = points[
        index * points.count / stretches..<(index + 1) * points.count / stretches]
      guard let low = part.min(by: { $0.value < $1.value }),
        let high = part.max(by: { $0.value < $1.value })
      else { return [] }
      return low.step == high.step ? [low] : [low, high].sorted { $0.step < $1.step }
    }
  }
}
