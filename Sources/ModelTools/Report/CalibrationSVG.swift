import Runtime

/// How often answers of each certainty are right, as a reliability diagram (DeGroot and Fienberg, 1983).
///
/// A dot is a bin of answers; its area grows with their number, the line through it is the 95 % interval
/// of the share that is right. On the diagonal certainty is what it says.
struct CalibrationSVG {
  private let calibration: Calibration

  private static let (width, height) = (470.0, 330.0)
  private static let (left, right, top, bottom) = (56.0, 20.0, 14.0, 46.0)

  init(_ calibration: Calibration) { self.calibration = calibration }

  /// The element's lines.
  func image(id: String) -> [String] {
    let total = max(1, calibration.bins.reduce(0) { $0 + $1.count })
    return [
      "<svg class=\"chart calibration\" viewBox=\"0 0 \(number(Self.width)) \(number(Self.height))\" "
        + "role=\"img\" aria-labelledby=\"\(id)-title\">",
      "<title id=\"\(id)-title\">The share of answers that is right, by the model's certainty</title>",
    ] + axes + [line("base ideal", x(0), y(0), x(1), y(1))]
      + calibration.bins.flatMap { dot($0, total) } + ["</svg>"]
  }

  private var axes: [String] {
    let ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    let rows = ticks.flatMap { tick in
      [
        line("grid", x(0), y(tick), x(1), y(tick)),
        "<text class=\"mark\" x=\"\(number(x(0) - 8))\" y=\"\(number(y(tick) + 4))\">"
          + "\(Format.percent(tick, 0))</text>",
        "<text class=\"step\" x=\"\(number(x(tick)))\" y=\"\(number(y(0) + 18))\">"
          + "\(Format.percent(tick, 0))</text>",
      ]
    }
    return rows + [
      line("base", x(0), y(0), x(1), y(0)),
      "<text class=\"step\" x=\"\(number(x(0.5)))\" y=\"\(number(y(0) + 38))\">certainty</text>",
    ]
  }

  private func dot(_ bin: Calibration.Bin, _ total: Int) -> [String] {
    guard let range = bin.interval, bin.confidence.isFinite else { return [] }
    let words =
      "\(Format.count(bin.count)) answers with \(Format.percent(bin.confidence)) certainty on average: "
      + "\(Format.percent(bin.accuracy)) right (\(Format.range(range)))"
    let radius = 2.5 + 7.5 * (Double(bin.count) / Double(total)).squareRoot()
    return [
      "<g><title>\(Markup.escaped(words))</title>",
      line("range hue0", x(bin.confidence), y(range.lower), x(bin.confidence), y(range.upper)),
      "<circle class=\"dot hue0\" cx=\"\(number(x(bin.confidence)))\" "
        + "cy=\"\(number(y(bin.accuracy)))\" r=\"\(number(radius))\"/></g>",
    ]
  }

  private func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double)
    -> String
  {
    "<line class=\"\(style)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" "
      + "y2=\"\(number(y2))\"/>"
  }

  private func x(_ share: Double) -> Double {
    Self.left + share * (Self.width - Self.left - Self.right)
  }

  private func y(_ share: Double) -> Double {
    Self.top + (1 - share) * (Self.height - Self.top - Self.bottom)
  }

  private func number(_ value: Double) -> String { Markup.number(value) }
}
