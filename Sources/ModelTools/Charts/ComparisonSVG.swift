import GraphDSL
import Runtime

extension RunComparison {
  /// The comparison as a picture: the runs with what differs, then a chart a quantity.
  ///
  /// - Returns: A text that ends with a line break; it follows the reader's light or dark colours.
  public var svg: String {
    let (width, margin, rowHeight, chartHeight) = (760.0, 20.0, 20.0, 300.0)
    let head = margin + Double(runs.count) * rowHeight + 16
    let height = head + Double(panels.count) * (chartHeight + 12) + margin - 12
    let names = runs.map(\.name)
    let title = "\(panels.map(\.title).joined(separator: " and ")) of \(Self.list(names))"
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" "
        + "viewBox=\"0 0 \(Markup.number(width)) \(Markup.number(height))\" "
        + "width=\"\(Markup.number(width))\" height=\"\(Markup.number(height))\" role=\"img\" "
        + "aria-labelledby=\"title description\">",
      "<title id=\"title\">\(Markup.escaped(title))</title>",
    ]
    let charts = panels.map { panel in
      CurveChart(
        panel, looks: looks, names: names, width: width - 2 * margin, height: chartHeight)
    }
    lines.append(
      "<desc id=\"description\">"
        + "\(Markup.escaped(charts.map(\.description).joined(separator: " ")))</desc>")
    lines += [
      "<style>", ".paper { fill: #ffffff; }", ChartStyle.rules,
      "@media (prefers-color-scheme: dark) { .paper { fill: #0d1117; } }", "</style>",
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
    ]
    for index in runs.indices {
      lines += legend(index, x: margin, y: margin + (Double(index) + 0.7) * rowHeight)
    }
    for (index, chart) in charts.enumerated() {
      let top = head + Double(index) * (chartHeight + 12)
      lines.append("<g transform=\"translate(\(Markup.number(margin)) \(Markup.number(top)))\">")
      lines += chart.elements + ["</g>"]
    }
    return (lines + ["</svg>"]).map { $0 + "\n" }.joined()
  }

  private func legend(_ index: Int, x: Double, y: Double) -> [String] {
    let look = looks[index]
    let settings = differences.rows.compactMap { row in
      row.values[index].map { "\(row.title) \($0.shown)" }
    }
    let result = runs[index].mainMetric.flatMap { runs[index].last($0) }
    let words =
      settings + (result.map { ["\($0.name) \($0.shownWithInterval)"] } ?? [])
    let y = Markup.number(y)
    return [
      "<path class=\"curve \(look.hue)\" d=\"M\(Markup.number(x)) \(y)h22\"\(look.dashes)/>",
      "<text x=\"\(Markup.number(x + 30))\" y=\"\(y)\" dy=\"4\">"
        + "<tspan class=\"letter\">\(look.letter)</tspan> "
        + "<tspan class=\"name\" dx=\"4\">\(Markup.escaped(runs[index].name))</tspan>"
        + "<tspan dx=\"8\">\(Markup.escaped(words.joined(separator: ", ")))</tspan></text>",
    ]
  }

  private static func list(_ names: [String]) -> String {
    names.count <= 3
      ? names.joined(separator: ", ")
      : "\(names.prefix(2).joined(separator: ", ")) and \(names.count - 2) more"
  }
}
