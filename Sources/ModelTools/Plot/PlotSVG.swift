import Foundation

/// A picture of a graph as SVG, which follows the reader's light or dark colours.
struct PlotSVG {
  private typealias Point = LayerLayout.Point

  private static let margin = 24.0
  private static let headHeight = 48.0
  private static let legendHeight = 34.0

  private let graph: PlotGraph
  private let boxes: [PlotBox]
  private let layout: PlotLayout
  private let legend: [PlotFamily]
  /// A class of the picture and a prefix of the names in it, when it stands in a page.
  private let place: (scope: String, id: String)?
  private var lines: [String] = []

  private init(_ graph: PlotGraph, _ place: (scope: String, id: String)?) {
    self.graph = graph
    self.place = place
    boxes = graph.nodes.map { PlotBox($0) }
    layout = PlotLayout(graph, sizes: boxes.map(\.size))
    let used = Set(graph.nodes.map(\.family))
    legend = PlotFamily.allCases.filter { used.contains($0) }
  }

  /// The text of the picture.
  static func text(_ graph: PlotGraph) -> String {
    var picture = PlotSVG(graph, nil)
    picture.draw()
    return picture.lines.map { $0 + "\n" }.joined()
  }

  /// The picture as an element of a page that has the rules of ``PlotStyle`` for its class.
  static func element(_ graph: PlotGraph, scope: String, id: String) -> String {
    var picture = PlotSVG(graph, (scope, id))
    picture.draw()
    return picture.lines.joined(separator: "\n")
  }

  private func name(_ part: String) -> String { place.map { "\($0.id)-\(part)" } ?? part }

  // MARK: Drawing

  private mutating func draw() {
    let head = max(
      PlotText.width(graph.title, size: 17, isBold: true),
      PlotText.width(graph.subtitle, size: 12))
    let rows = legendRows(width: max(layout.size.x, head, 360))
    let width = max(layout.size.x, head, 360) + 2 * Self.margin
    let bottom = Self.margin + Self.headHeight + layout.size.y
    let height = bottom + Self.legendHeight + Double(rows.count) * 20
    lines.append(
      "<svg xmlns=\"http://www.w3.org/2000/svg\""
        + (place.map { " class=\"\($0.scope)\"" } ?? "")
        + " viewBox=\"0 0 \(number(width)) \(number(height))\" "
        + "width=\"\(number(width))\" height=\"\(number(height))\" role=\"img\" "
        + "aria-labelledby=\"\(name("title")) \(name("description"))\">")
    lines.append("<title id=\"\(name("title"))\">\(escaped(graph.title))</title>")
    lines.append(
      "<desc id=\"\(name("description"))\">The graph of \(escaped(graph.title)): \(graph.nodes.count) nodes, "
        + "\(escaped(graph.subtitle)).</desc>")
    if place == nil { lines.append(PlotStyle.sheet) }
    lines.append(PlotStyle.arrow(name("arrow")))
    if place == nil { lines.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>") }
    text(graph.title, at: Point(x: Self.margin, y: Self.margin + 16), "title")
    text(graph.subtitle, at: Point(x: Self.margin, y: Self.margin + 34), "subtitle")
    lines.append(
      "<g transform=\"translate(\(number((width - layout.size.x) / 2)) "
        + "\(number(Self.margin + Self.headHeight)))\">")
    for (name, box) in layout.groups { group(name, box) }
    for route in layout.routes { path(route) }
    for index in graph.nodes.indices { node(index) }
    lines.append("</g>")
    for (row, entries) in rows.enumerated() {
      legend(entries, y: bottom + Self.legendHeight - 8 + Double(row) * 20)
    }
    lines.append("</svg>")
  }

  private mutating func group(_ name: String, _ box: PlotLayout.Box) {
    let group = graph.groups[name]
    lines.append("<g class=\"group\"><title>\(escaped(group?.detail ?? name))</title>")
    lines.append(rectangle(box, radius: 10, "frame"))
    text(
      group?.title ?? name,
      at: Point(x: box.x + PlotLayout.padding, y: box.y + PlotLayout.titleHeight - 7), "heading")
    lines.append("</g>")
  }

  private mutating func node(_ index: Int) {
    let (node, box, words) = (graph.nodes[index], layout.nodes[index], boxes[index])
    lines.append("<g><title>\(escaped(node.detail))</title>")
    lines.append(rectangle(box, radius: 6, "node \(node.family.rawValue)"))
    for (line, content) in words.lines.enumerated() {
      let pieces = content.pieces.map { piece in
        switch piece.face {
        case .plain: escaped(piece.text)
        case .kind:
          "<tspan class=\"kind\" dx=\"7\">\(escaped(String(piece.text.drop { $0 == " " })))</tspan>"
        case .axis: "<tspan class=\"axis\">\(escaped(piece.text))</tspan>"
        }
      }
      let (x, y) = (box.x + box.width / 2, box.y + PlotBox.baseline(of: line))
      lines.append(
        "<text class=\"\(content.style.rawValue)\" x=\"\(number(x))\" y=\"\(number(y))\">"
          + "\(pieces.joined())</text>")
    }
    lines.append("</g>")
  }

  /// A line straight through layers and bent between them.
  private mutating func path(_ route: PlotLayout.Route) {
    var points = route.points.reduce(into: [Point]()) { points, point in
      if points.last != point { points.append(point) }
    }
    if route.hasArrow, let last = points.indices.last {
      // A last piece shorter than the arrow's head would turn it around.
      if last > 1, points[last].x == points[last - 1].x, points[last].y - points[last - 1].y < 7 {
        points.remove(at: last - 1)
      }
      // The head ends at the box, so the line itself ends a little before.
      points[points.count - 1].y -= 5
    }
    guard let first = points.first else { return }
    var path = "M\(number(first.x)) \(number(first.y))"
    for (from, to) in zip(points, points.dropFirst()) {
      if abs(from.x - to.x) < 0.05 {
        path += " V\(number(to.y))"
      } else {
        let middle = (from.y + to.y) / 2
        path +=
          " C\(number(from.x)) \(number(middle)) \(number(to.x)) \(number(middle)) "
          + "\(number(to.x)) \(number(to.y))"
      }
    }
    let arrow = route.hasArrow ? " marker-end=\"url(#\(name("arrow")))\"" : ""
    lines.append("<path class=\"line\" d=\"\(path)\"\(arrow)/>")
  }

  // MARK: Legend

  private func legendRows(width: Double) -> [[PlotFamily]] {
    var rows: [[PlotFamily]] = [[]]
    var used = 0.0
    for family in legend {
      let entry = PlotText.width(family.title, size: 11.5) + 38
      if used + entry > width, !rows[rows.count - 1].isEmpty {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(family)
      used += entry
    }
    return rows
  }

  private mutating func legend(_ families: [PlotFamily], y: Double) {
    var x = Self.margin
    for family in families {
      lines.append(
        rectangle(
          .init(x: x, y: y - 10, width: 14, height: 12), radius: 3, "node \(family.rawValue)"))
      text(family.title, at: Point(x: x + 20, y: y), "legend")
      x += PlotText.width(family.title, size: 11.5) + 38
    }
  }

  // MARK: Elements

  private mutating func text(_ words: String, at point: Point, _ style: String) {
    lines.append(
      "<text class=\"\(style)\" x=\"\(number(point.x))\" y=\"\(number(point.y))\">"
        + "\(escaped(words))</text>")
  }

  private func rectangle(_ box: PlotLayout.Box, radius: Int, _ style: String) -> String {
    "<rect class=\"\(style)\" x=\"\(number(box.x))\" y=\"\(number(box.y))\" "
      + "width=\"\(number(box.width))\" height=\"\(number(box.height))\" rx=\"\(radius)\"/>"
  }

  private func number(_ value: Double) -> String { Markup.number(value) }

  private func escaped(_ text: String) -> String { Markup.escaped(text) }
}

extension PlotGraph.Node {
  /// What a reader learns when pointing at the box.
  var detail: String {
    let shape = "\(scalar)[\(axes.joined(separator: ", "))]"
    var lines = [name]
    if let op { lines.append(([op] + attributes).joined(separator: ", ")) }
    lines.append("makes \(shape)")
    if parameters > 0 { lines.append("\(Format.count(parameters)) parameters") }
    if let cost { lines.append(cost) }
    return lines.joined(separator: "\n")
  }
}
