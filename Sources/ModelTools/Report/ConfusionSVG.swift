import Runtime

/// A confusion matrix as a picture: a row a class, a column an answer.
///
/// Right answers are blue, wrong ones orange, both the stronger the larger the share of the row; the two
/// hues differ for colour-blind readers, and the numbers are written in the cells where they fit.
struct ConfusionSVG {
  private let matrix: ConfusionMatrix
  private let names: [String]
  /// The classes shown, in the order of the rows.
  private let shown: [Int]

  private static let cell = 26.0
  /// More classes than this are too small to read, so that only those that are confused most are shown.
  static let mostClasses = 40

  /// A picture of a matrix.
  init(_ matrix: ConfusionMatrix, names: [String]) {
    self.matrix = matrix
    self.names = names
    let present = names.indices.filter { matrix.support($0) > 0 || matrix.predicted($0) > 0 }
    guard present.count > Self.mostClasses else {
      shown = present
      return
    }
    let mistakes = present.map { label -> (label: Int, count: Int) in
      let hits = matrix[label: label, prediction: label]
      return (label, matrix.support(label) + matrix.predicted(label) - 2 * hits)
    }
    shown = mistakes.sorted { ($0.count, $1.label) > ($1.count, $0.label) }
      .prefix(Self.mostClasses).map(\.label).sorted()
  }

  /// Whether classes are left out.
  var isPart: Bool { shown.count < names.count }

  /// The number of classes shown.
  var classCount: Int { shown.count }

  /// The element's lines.
  func image(id: String) -> [String] {
    let label = shown.map { PlotText.width(names[$0], size: 12) }.max() ?? 0
    let (left, top) = (min(label, 170) + 12, min(label, 170) * 0.75 + 14)
    let size = Double(shown.count) * Self.cell
    let (width, height) = (left + size + top * 0.6, top + size + 4)
    var lines = [
      "<svg class=\"confusion\" viewBox=\"0 0 \(number(width)) \(number(height))\" role=\"img\" "
        + "style=\"max-width:\(number(width * 1.1))px\" aria-labelledby=\"\(id)-title\">",
      "<title id=\"\(id)-title\">Confusion matrix: rows are what was drawn, columns what it was "
        + "taken for</title>",
    ]
    for (row, label) in shown.enumerated() {
      let y = top + (Double(row) + 0.5) * Self.cell
      lines.append(
        "<text class=\"row\" x=\"\(number(left - 8))\" y=\"\(number(y + 4))\">"
          + "\(Markup.escaped(names[label]))</text>")
      lines.append(
        "<text class=\"column\" transform=\"translate(\(number(left + (Double(row) + 0.5) * Self.cell)) "
          + "\(number(top - 8))) rotate(-45)\">\(Markup.escaped(names[label]))</text>")
    }
    lines.append(
      "<rect class=\"ground\" x=\"\(number(left))\" y=\"\(number(top))\" width=\"\(number(size))\" "
        + "height=\"\(number(size))\"/>")
    for (row, label) in shown.enumerated() {
      for (column, answer) in shown.enumerated() {
        lines += cell(
          label, answer, x: left + Double(column) * Self.cell, y: top + Double(row) * Self.cell)
      }
    }
    return lines + ["</svg>"]
  }

  private func cell(_ label: Int, _ answer: Int, x: Double, y: Double) -> [String] {
    let count = matrix[label: label, prediction: answer]
    let support = matrix.support(label)
    guard count > 0, support > 0 else { return [] }
    let share = Double(count) / Double(support)
    // A square root, so that a single mistake still shows.
    let strength = 0.12 + 0.88 * (label == answer ? share * share : share.squareRoot())
    let words =
      "\(names[label])\(label == answer ? " recognised" : " taken for \(names[answer])"): "
      + "\(count) of \(support) (\(Format.percent(share)))"
    let place = "x=\"\(number(x + 0.5))\" y=\"\(number(y + 0.5))\""
    let size = "width=\"\(number(Self.cell - 1))\" height=\"\(number(Self.cell - 1))\" rx=\"3\""
    let style = label == answer ? "right" : "wrong"
    let opacity = "\((strength * 100).rounded() / 100)"
    let text = count > 999 ? "" : "\(count)"
    return [
      "<g><title>\(Markup.escaped(words))</title>",
      "<rect class=\"\(style)\" \(place) \(size) fill-opacity=\"\(opacity)\"/>",
      "<text class=\"count\(strength > 0.6 ? " strong" : "")\" x=\"\(number(x + Self.cell / 2))\" "
        + "y=\"\(number(y + Self.cell / 2 + 3.5))\">\(text)</text></g>",
    ]
  }

  private func number(_ value: Double) -> String { Markup.number(value) }
}
