/// Where everything of a picture lies: each group is laid out by itself and then a box of the level
/// above, so groups never overlap, and lines enter and leave a group at its border.
struct PlotLayout {
  typealias Point = LayerLayout.Point

  /// A box with its corner at the top left.
  struct Box: Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// A line of a picture, and whether its end is an arrow's.
  struct Route: Sendable {
    var points: [Point]
    var hasArrow: Bool
  }

  /// The box of each node.
  private(set) var nodes: [Box]
  /// The box of each group, outer ones first.
  private(set) var groups: [(name: String, box: Box)] = []
  /// The pieces of lines.
  private(set) var routes: [Route] = []
  /// What everything together takes.
  private(set) var size = Point(x: 0, y: 0)

  static let padding = 14.0
  static let titleHeight = 24.0
  static let titleSize = 12.0

  private let graph: PlotGraph
  private let sizes: [Point]

  /// Lays out a graph whose nodes take `sizes`.
  init(_ graph: PlotGraph, sizes: [Point]) {
    self.graph = graph
    self.sizes = sizes
    nodes = sizes.map { Box(x: 0, y: 0, width: $0.x, height: $0.y) }
    let whole = level(nil)
    put(whole, atX: 0, y: 0)
    size = Point(x: whole.width, y: whole.height)
  }

  // MARK: Levels

  /// The inside of a group, laid out but not yet put anywhere.
  private struct Level {
    var name: String?
    var layout: LayerLayout
    var parts: [Part]
    var lines: [LayerLayout.Line]
    /// Where the contents begin inside of the group's box.
    var inset: Point
    var width: Double
    var height: Double
    /// Where values come in at the top and go out at the bottom, from the middle of the box.
    var entries: [Int: Double]
    var exits: [Int: Double]
  }

  private enum Part {
    case node(Int)
    indirect case group(Level)
    case entry(Int)
    case exit(Int)
  }

  /// Lays out a group, nil for the whole picture.
  private func level(_ name: String?) -> Level {
    let depth = name.map { $0.split(separator: ".").count } ?? 0
    let inside = graph.nodes.indices.filter { name.map(graph.nodes[$0].groups.contains) ?? true }
    let isInside = Set(inside)
    var parts: [Part] = []
    var items: [LayerLayout.Item] = []
    var itemOfNode: [Int: Int] = [:]
    var entryItem: [Int: Int] = [:]
    var exitItem: [Int: Int] = [:]
    // Values from outside first: they come in at the top.
    for edge in graph.edges where isInside.contains(edge.target) && !isInside.contains(edge.source)
    {
      guard entryItem[edge.source] == nil else { continue }
      entryItem[edge.source] = items.count
      items.append(.init(width: 0, height: 0, pin: .top))
      parts.append(.entry(edge.source))
    }
    var levels: [Int: Level] = [:]
    var seen: [String: Int] = [:]
    for node in inside {
      let around = graph.nodes[node].groups
      if around.count > depth {
        let inner = around[depth]
        if let item = seen[inner] {
          itemOfNode[node] = item
          continue
        }
        let inner_ = level(inner)
        seen[inner] = items.count
        itemOfNode[node] = items.count
        levels[items.count] = inner_
        items.append(.init(width: inner_.width, height: inner_.height))
        parts.append(.group(inner_))
      } else {
        itemOfNode[node] = items.count
        items.append(.init(width: sizes[node].x, height: sizes[node].y))
        parts.append(.node(node))
      }
    }
    for edge in graph.edges where isInside.contains(edge.source) && !isInside.contains(edge.target)
    {
      guard exitItem[edge.source] == nil else { continue }
      exitItem[edge.source] = items.count
      items.append(.init(width: 0, height: 0, pin: .bottom))
      parts.append(.exit(edge.source))
    }
    let lines = lines(isInside, itemOfNode, entryItem, exitItem, levels)
    return finish(name, LayerLayout(items, lines), parts, lines, items)
  }

  /// The lines between the parts of a level.
  private func lines(
    _ isInside: Set<Int>, _ itemOfNode: [Int: Int], _ entryItem: [Int: Int],
    _ exitItem: [Int: Int], _ levels: [Int: Level]
  ) -> [LayerLayout.Line] {
    var lines: [LayerLayout.Line] = []
    var seen: Set<LayerLayout.Line> = []
    for edge in graph.edges {
      let source = isInside.contains(edge.source) ? itemOfNode[edge.source] : entryItem[edge.source]
      let comesFromHere = isInside.contains(edge.source)
      let goesToHere = isInside.contains(edge.target)
      guard comesFromHere || goesToHere, let source else { continue }
      let target = goesToHere ? itemOfNode[edge.target] : exitItem[edge.source]
      guard let target, source != target else { continue }
      let line = LayerLayout.Line(
        source: source, sourceOffset: levels[source]?.exits[edge.source] ?? 0, target: target,
        targetOffset: levels[target]?.entries[edge.source] ?? 0, value: edge.source)
      if seen.insert(line).inserted { lines.append(line) }
    }
    return lines
  }

  private func finish(
    _ name: String?, _ layout: LayerLayout, _ parts: [Part], _ lines: [LayerLayout.Line],
    _ items: [LayerLayout.Item]
  ) -> Level {
    var level = Level(
      name: name, layout: layout, parts: parts, lines: lines, inset: Point(x: 0, y: 0),
      width: layout.size.x, height: layout.size.y, entries: [:], exits: [:])
    if let name {
      let title = PlotText.width(
        graph.groups[name]?.title ?? "", size: Self.titleSize, isBold: true)
      // A line that comes in must not run through the title.
      let entries = parts.indices.filter { if case .entry = parts[$0] { true } else { false } }
      let first = entries.map { layout.centers[$0].x }.min() ?? .infinity
      let side = max(
        Self.padding, title + Self.padding + 10 - first,
        (title + 2 * Self.padding - layout.size.x) / 2)
      let top = entries.isEmpty ? Self.titleHeight + 6 : 0
      level.inset = Point(x: side, y: top)
      level.width = layout.size.x + 2 * side
      let hasExit = parts.contains { if case .exit = $0 { true } else { false } }
      level.height = top + layout.size.y + (hasExit ? 0 : Self.padding)
    }
    for (index, part) in parts.enumerated() {
      let offset = level.inset.x + layout.centers[index].x - level.width / 2
      switch part {
      case .entry(let value): level.entries[value] = offset
      case .exit(let value): level.exits[value] = offset
      case .node, .group: break
      }
    }
    return level
  }

  // MARK: Places

  private mutating func put(_ level: Level, atX x: Double, y: Double) {
    if let name = level.name {
      groups.append((name, Box(x: x, y: y, width: level.width, height: level.height)))
    }
    let origin = Point(x: x + level.inset.x, y: y + level.inset.y)
    for (index, part) in level.parts.enumerated() {
      let center = level.layout.centers[index]
      switch part {
      case .node(let node):
        nodes[node].x = origin.x + center.x - nodes[node].width / 2
        nodes[node].y = origin.y + center.y - nodes[node].height / 2
      case .group(let inner):
        put(
          inner, atX: origin.x + center.x - inner.width / 2,
          y: origin.y + center.y - inner.height / 2)
      case .entry, .exit: break
      }
    }
    for (line, points) in zip(level.lines, level.layout.routes) {
      var hasArrow = false
      if case .node = level.parts[line.target] { hasArrow = true }
      routes.append(
        Route(
          points: points.map { Point(x: $0.x + origin.x, y: $0.y + origin.y) }, hasArrow: hasArrow))
    }
  }
}
