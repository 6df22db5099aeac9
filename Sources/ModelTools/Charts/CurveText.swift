import GraphDSL
import QuickDrawModels
import Runtime

/// Curves as text: two dots wide and four high a letter, with axes, for a terminal.
struct CurveText {
  /// The letters of the curves' area.
  private let columns: Int
  private let rows: Int
  private let isColoured: Bool

  /// Pictures of a width.
  ///
  /// - Parameters:
  ///   - width: The columns in all, at least 40.
  ///   - rows: The rows of the curves' area.
  ///   - isColoured: Whether each run has a colour.
  init(width: Int, rows: Int = 12, isColoured: Bool) {
    // A label of the vertical axis, the axis, and a run's letter behind the end.
    columns = max(40, width) - Self.labelWidth - 2 - Self.endWidth
    self.rows = rows
    self.isColoured = isColoured
  }

  private static let labelWidth = 8
  private static let endWidth = 5

  /// A quantity's picture under its title.
  ///
  /// - Parameters:
  ///   - panel: The curves.
  ///   - looks: The letter and the colour of each run.
  /// - Returns: The lines; a sentence when nothing was measured.
  func lines(_ panel: RunComparison.Panel, looks: [RunLook]) -> [String] {
    let points = panel.curves.flatMap(\.points)
    guard !points.isEmpty else { return [panel.title, "  nothing was measured yet"] }
    let x = AxisScale(
      covering: [0] + points.map { Double($0.step) }, most: max(3, columns / 14), kind: .count)
    let y = AxisScale(
      covering: points.map(\.value), most: 5, kind: panel.isShare ? .share : .number)
    var layers: [(look: RunLook, canvas: BrailleCanvas)] = []
    for curve in panel.curves where !curve.points.isEmpty {
      layers.append((looks[curve.run], canvas(curve, x, y)))
    }
    var lines = [panel.title]
    let ends = ends(panel, y, looks)
    let marks = marks(y)
    for row in 0..<rows {
      let label = marks[row] ?? ""
      let axis = marks[row] == nil ? "│" : "┤"
      lines.append(
        pad(label, Self.labelWidth) + " " + axis + area(row, layers) + (ends[row] ?? ""))
    }
    lines.append(String(repeating: " ", count: Self.labelWidth + 1) + "└" + rule(x))
    lines.append(stepLabels(x))
    return lines.map { line in
      var line = line
      while line.last == " " || line.last == "\u{2800}" { line.removeLast() }
      return line
    }
  }

  /// A text in a run's colour.
  func painted(_ text: String, _ look: RunLook) -> String {
    guard isColoured, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.colours[look.number % Self.colours.count])m\(text)\u{1B}[0m"
  }

  /// Blue, yellow, magenta, green, cyan, red: told apart by most colour-blind readers next to each
  /// other, and the letters at the ends say the same.
  private static let colours = [94, 33, 95, 32, 36, 31]

  // MARK: Parts

  private func canvas(_ curve: RunCurve, _ x: AxisScale, _ y: AxisScale) -> BrailleCanvas {
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    let places = curve.points.map { point in
      (
        Int((x.place(of: Double(point.step)) * Double(columns * 2 - 1)).rounded()),
        Int(((1 - y.place(of: point.value)) * Double(rows * 4 - 1)).rounded())
      )
    }
    for (index, place) in places.enumerated() {
      canvas.line(from: index == 0 ? place : places[index - 1], to: place)
    }
    return canvas
  }

  /// One row of the curves' area; where curves meet, the last one's colour wins.
  private func area(_ row: Int, _ layers: [(look: RunLook, canvas: BrailleCanvas)]) -> String {
    var text = ""
    for column in 0..<columns {
      let dots = layers.reduce(UInt8(0)) { $0 | $1.canvas[column: column, row: row] }
      let owner = layers.last { $0.canvas[column: column, row: row] != 0 }?.look
      let letter = dots == 0 ? " " : BrailleCanvas.letter(dots)
      text += owner.map { painted(letter, $0) } ?? letter
    }
    return text
  }

  /// The letters of the runs in the rows where their curves end.
  private func ends(
    _ panel: RunComparison.Panel, _ y: AxisScale, _ looks: [RunLook]
  ) -> [Int: String] {
    var places: [Int: [RunLook]] = [:]
    for curve in panel.curves {
      guard let last = curve.points.last else { continue }
      let row = Int((1 - y.place(of: last.value)) * Double(rows))
      let (place, look) = (min(max(row, 0), rows - 1), looks[curve.run])
      if places[place]?.contains(look) != true { places[place, default: []].append(look) }
    }
    return places.mapValues { looks in
      // Where more end than there is room for, a sign says so.
      let isCut = looks.reduce(0) { $0 + $1.letter.count } > Self.endWidth - 1
      let shown = isCut ? looks.prefix(Self.endWidth - 3) : looks[...]
      return " " + shown.map { painted($0.letter, $0) }.joined() + (isCut ? "…" : "")
    }
  }

  private func marks(_ y: AxisScale) -> [Int: String] {
    Dictionary(
      y.ticks.map { tick in
        (Int(((1 - y.place(of: tick)) * Double(rows - 1)).rounded()), y.label(tick))
      }, uniquingKeysWith: { first, _ in first })
  }

  private func rule(_ x: AxisScale) -> String {
    var rule = Array(repeating: Character("─"), count: columns)
    for tick in x.ticks { rule[column(tick, x)] = "┬" }
    return String(rule)
  }

  private func stepLabels(_ x: AxisScale) -> String {
    var line = Array(repeating: Character(" "), count: columns + Self.labelWidth + 8)
    var free = 0
    for tick in x.ticks {
      let label = x.label(tick)
      let start = Self.labelWidth + 2 + column(tick, x) - label.count / 2
      guard start >= free, start + label.count <= line.count else { continue }
      line.replaceSubrange(start..<start + label.count, with: Array(label))
      free = start + label.count + 2
    }
    return String(line)
  }

  private func column(_ tick: Double, _ x: AxisScale) -> Int {
    min(columns - 1, Int((x.place(of: tick) * Double(columns - 1)).rounded()))
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
