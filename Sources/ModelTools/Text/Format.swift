import Foundation
import Runtime

/// Numbers as people read them.
public enum Format {
  /// A count with thin separators: `1,142,265`.
  public static func count(_ number: Int) -> String {
    var digits = String(abs(number))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// A number with a fixed number of decimals.
  public static func decimal(_ number: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", number)
  }

  /// A number of any size with four significant digits: `0.001234`, `1.234e-07`.
  public static func number(_ number: Double) -> String { String(format: "%.4g", number) }

  /// Bytes with a unit: `4.6 MB`.
  public static func bytes(_ bytes: Double) -> String {
    scaled(bytes, ["B", "kB", "MB", "GB", "TB"])
  }

  /// Operations with a unit: `2.10 MFLOP`.
  public static func flops(_ flops: Double) -> String {
    scaled(flops, ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"])
  }

  /// Seconds as `8 s`, `3 min 20 s` or `2 h 5 min`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "?" }
    if seconds < 1 { return decimal(seconds, 2) + " s" }
    if seconds < 10 { return decimal(seconds, 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// A share as `81.4 %`.
  public static func percent(_ share: Double, _ places: Int = 1) -> String {
    decimal(share * 100, places) + " %"
  }

  /// The ends of an interval of shares in percent: `83.1 to 85.2`.
  public static func range(_ interval: ConfidenceInterval) -> String {
    "\(decimal(interval.lower * 100, 1)) to \(decimal(interval.upper * 100, 1))"
  }

  private static func scaled(_ value: Double, _ units: [String]) -> String {
    var (value, unit) = (value, 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    let places = unit == 0 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0
    return decimal(value, places) + " " + units[unit]
  }
}
