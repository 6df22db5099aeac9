import Foundation
import Runtime

/// Words and measures of pictures.
enum PlotText {
  /// What a forward pass costs, such as `1,440 FLOP a point`; nil when it is nothing.
  static func cost(_ cost: ModelSummary.Cost) -> String? {
    let parts = [(cost.perStep, "a point"), (cost.perExample, "a drawing")].filter { $0.0 >= 0.5 }
    guard !parts.isEmpty else { return nil }
    return parts.map { "\(Format.count(Int($0.0.rounded()))) FLOP \($0.1)" }.joined(
      separator: " + ")
  }

  /// A bound on the width of a text, in parts of the font's size.
  ///
  /// Taken from DejaVu Sans, the widest of the usual fonts, so that a text fits its box in any.
  static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let units = text.unicodeScalars.reduce(0.0) { sum, scalar in
      switch scalar {
      case "i", "l", "j", "I", ".", ",", ":", ";", "'", "|", "!", " ": sum + 0.33
      case "f", "r", "t", "(", ")", "[", "]", "-", "/", "·": sum + 0.42
      case "m", "w", "M", "W", "%", "@", "—": sum + 0.98
      case "A"..."Z", "×": sum + 0.74
      default: sum + (scalar.value > 0x2E80 ? 1.0 : 0.64)
      }
    }
    return units * size * (isBold ? 1.1 : 1)
  }
}
