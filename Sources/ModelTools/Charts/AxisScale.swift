import Foundation

/// The range of an axis and the round numbers on it.
struct AxisScale: Equatable {
  /// What the numbers are, which decides how they are written.
  enum Kind: Equatable { case number, share, count }

  /// The ends of the axis.
  let low: Double
  let high: Double
  /// The numbers at the marks, rising.
  let ticks: [Double]
  private let kind: Kind
  private let step: Double

  /// An axis that covers `values` and ends at round numbers.
  ///
  /// - Parameters:
  ///   - values: Finite numbers; an empty list gives 0 to 1.
  ///   - most: The marks at most, at least 2.
  ///   - kind: What the numbers are; the axis of a share stays in 0 to 1.
  init(covering values: [Double], most: Int, kind: Kind = .number) {
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    if low == high {
      // One value stands in the middle; the ends need only be others.
      let margin = low == 0 ? 1 : abs(low) / 2
      (low, high) = (low - margin, high + margin)
    }
    if kind == .share { (low, high) = (max(0, low), min(1, max(high, low + 1e-9))) }
    if kind == .count { low = max(0, low) }
    let step = Self.step((high - low) / Double(max(1, most - 1)), isWhole: kind == .count)
    let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
    ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
    self.low = first * step
    self.high = last * step
    self.step = step
    self.kind = kind
  }

  /// 1, 2 or 5 times a power of ten, at least `size`.
  private static func step(_ size: Double, isWhole: Bool) -> Double {
    let power = pow(10, log10(size).rounded(.down))
    let step = [1, 2, 5, 10].first { $0 * power >= size * (1 - 1e-9) } ?? 10
    return isWhole ? max(1, step * power) : step * power
  }

  /// Where a number lies: 0 at the low end, 1 at the high one.
  func place(of value: Double) -> Double { (value - low) / (high - low) }

  /// How a mark is written; all of an axis have the same number of decimals.
  func label(_ tick: Double) -> String {
    switch kind {
    case .count: return Format.count(Int(tick.rounded()))
    case .share: return Format.percent(tick, decimals(of: step * 100))
    case .number:
      let largest = max(abs(low), abs(high))
      guard largest < 1e6, largest >= 1e-3 else {
        return tick == 0 ? "0" : String(format: "%.1e", tick)
      }
      return Format.decimal(tick == 0 ? 0 : tick, decimals(of: step))
    }
  }

  private func decimals(of step: Double) -> Int {
    max(0, -Int((log10(step) + 1e-9).rounded(.down)))
  }
}
