import Runtime

/// Curves of one quantity as elements of SVG.
struct CurveChart {
  private let panel: RunComparison.Panel
  private let looks: [RunLook]
  private let names: [String]
  private let width: Double
  private let height: Double
  private let x: AxisScale
  private let y: AxisScale
  /// Whether there are curves of training and of evaluation, of which the former step back.
  private let hasBothKinds: Bool

  private static let left = 56.0
  private static let right = 30.0
  private static let top = 34.0
  private static let bottom = 30.0
  /// So many points of a curve are drawn at most: more than there are dots on a screen help nobody.
  private static let mostPoints = 600

  /// A chart in a box of a size.
  ///
  /// - Parameters:
  ///   - panel: The curves.
  ///   - looks: The letter and the colour of each run.
  ///   - names: What each run is called.
  ///   - width: Of the box.
  ///   - height: Of the box.
  init(
    _ panel: RunComparison.Panel, looks: [RunLook], names: [String], width: Double = 720,
    height: Double = 300
  ) {
    self.panel = panel
    self.looks = looks
    self.names = names
    self.width = width
    self.height = height
    hasBothKinds = Set(panel.curves.map(\.isEvaluation)).count == 2
    let raw = hasBothKinds ? [] : panel.curves.flatMap { $0.unsmoothed ?? [] }
    let points = panel.curves.flatMap(\.points) + raw
    x = AxisScale(
      covering: [0] + points.map { Double($0.step) }, most: width > 500 ? 7 : 5, kind: .count)
    y = AxisScale(
      covering: points.map(\.value), most: 6, kind: panel.isShare ? .share : .number)
  }

  /// The elements, with the box's upper left corner at the origin.
  var elements: [String] {
    ["<text class=\"heading\" x=\"0\" y=\"14\">\(Markup.escaped(panel.title))</text>"] + axes
      + panel.curves.flatMap(curve) + ends
  }

  /// The chart as an image of its own in a page.
  ///
  /// - Parameter id: A prefix for the names of its title and description.
  /// - Returns: The lines of the element.
  func image(id: String) -> [String] {
    [
      "<svg class=\"chart\" viewBox=\"0 0 \(number(width)) \(number(height))\" role=\"img\" "
        + "aria-labelledby=\"\(id)-title \(id)-description\">",
      "<title id=\"\(id)-title\">\(Markup.escaped(panel.title)) by step</title>",
      "<desc id=\"\(id)-description\">\(Markup.escaped(description))</desc>",
    ] + elements + ["</svg>"]
  }

  /// Where each curve ends, in words.
  var description: String {
    guard !panel.curves.allSatisfy(\.points.isEmpty) else { return "Nothing was measured yet." }
    return panel.curves.compactMap { curve in
      curve.points.last.map { "\(names[curve.run]): \(words(curve)), last \(value($0))." }
    }.joined(separator: " ")
  }

  // MARK: Axes

  private var axes: [String] {
    let (start, end) = (Self.left, width - Self.right)
    var lines: [String] = []
    for tick in y.ticks {
      let place = self.place(y: tick)
      lines.append(line("grid", start, place, end, place))
      lines.append(
        "<text class=\"mark\" x=\"\(number(start - 8))\" y=\"\(number(place + 4))\">"
          + "\(y.label(tick))</text>")
    }
    let base = height - Self.bottom
    lines.append(line("base", start, base, end, base))
    for tick in x.ticks {
      let place = self.place(x: tick)
      lines.append(line("base", place, base, place, base + 4))
      let label = tick == x.ticks.last ? "\(x.label(tick)) steps" : x.label(tick)
      lines.append(
        "<text class=\"step\" x=\"\(number(place))\" y=\"\(number(base + 18))\">\(label)</text>")
    }
    return lines
  }

  private func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double)
    -> String
  {
    "<line class=\"\(style)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" "
      + "y2=\"\(number(y2))\"/>"
  }

  // MARK: Curves

  private func curve(_ curve: RunCurve) -> [String] {
    guard let last = curve.points.last else { return [] }
    let (hue, dashes) = (looks[curve.run].hue, looks[curve.run].dashes)
    let style = hasBothKinds && !curve.isEvaluation ? "thin" : "curve"
    var lines = [
      "<g><title>\(Markup.escaped("\(names[curve.run]): \(words(curve)), last \(value(last))"))</title>"
    ]
    if let raw = curve.unsmoothed, !hasBothKinds {
      lines.append("<path class=\"raw \(hue)\" d=\"\(path(raw))\"/>")
    }
    if curve.points.count > 1 {
      lines.append("<path class=\"\(style) \(hue)\" d=\"\(path(curve.points))\"\(dashes)/>")
    }
    if curve.points.count == 1 || curve.isEvaluation && curve.points.count <= 40 {
      lines += curve.points.map { point in
        "<circle class=\"dot \(hue)\" cx=\"\(number(place(x: Double(point.step))))\" "
          + "cy=\"\(number(place(y: point.value)))\" r=\"3\"/>"
      }
    }
    return lines + ["</g>"]
  }

  private func path(_ points: [RunCurve.Point]) -> String {
    var text = ""
    for point in RunCurve.thinned(points, to: Self.mostPoints) {
      text += text.isEmpty ? "M" : "L"
      text += "\(number(place(x: Double(point.step)))) \(number(place(y: point.value)))"
    }
    return text
  }

  /// The letters behind the ends of the curves, moved apart where they would cover each other.
  private var ends: [String] {
    let kinds = Set(looks).sorted { $0.number < $1.number }
    guard kinds.count > 1 else { return [] }
    var ends = kinds.compactMap { look -> (look: RunLook, x: Double, y: Double)? in
      let own = panel.curves.filter { looks[$0.run] == look && !$0.points.isEmpty }
      let evaluated = own.filter(\.isEvaluation)
      let last = (evaluated.isEmpty ? own : evaluated).compactMap(\.points.last)
      guard let step = last.map(\.step).max() else { return nil }
      let mean = last.reduce(0) { $0 + $1.value } / Double(last.count)
      return (look, place(x: Double(step)) + 8, place(y: mean) + 4)
    }
    ends.sort { ($0.y, $0.look.number) < ($1.y, $1.look.number) }
    // As far apart as letters are high, or as the chart is high enough for.
    let (highest, lowest) = (Self.top, height - Self.bottom + 4)
    let gap = min(12, (lowest - highest) / Double(max(1, ends.count - 1)))
    for index in ends.indices.dropFirst() {
      ends[index].y = max(ends[index].y, ends[index - 1].y + gap)
    }
    for (step, index) in ends.indices.reversed().enumerated() {
      ends[index].y = min(ends[index].y, lowest - Double(step) * gap)
    }
    return ends.map { end in
      "<text class=\"letter \(end.look.hue)\" x=\"\(number(end.x))\" "
        + "y=\"\(number(end.y))\">\(end.look.letter)</text>"
    }
  }

  // MARK: Words and places

  private func words(_ curve: RunCurve) -> String {
    let title = panel.title
    if !hasBothKinds { return title }
    return curve.isEvaluation ? "\(title) on drawings held out" : "\(title) while training"
  }

  private func value(_ point: RunCurve.Point) -> String {
    let value = panel.isShare ? Format.percent(point.value) : Format.decimal(point.value, 4)
    return "\(value) at step \(Format.count(point.step))"
  }

  private func place(x value: Double) -> Double {
    Self.left + x.place(of: value) * (width - Self.left - Self.right)
  }

  private func place(y value: Double) -> Double {
    Self.top + (1 - y.place(of: value)) * (height - Self.top - Self.bottom)
  }

  private func number(_ value: Double) -> String { Markup.number(value) }
}
