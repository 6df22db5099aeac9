extension LayerLayout {
  /// Turns places inside of layers into points.
  mutating func measure() {
    let left = cells.indices.map { x[$0] - cells[$0].width / 2 }.min() ?? 0
    let right = cells.indices.map { x[$0] + cells[$0].width / 2 }.max() ?? 0
    for cell in cells.indices { x[cell] -= left }
    var (y, bottom) = (0.0, 0.0)
    var tops: [Double] = []
    var bottoms: [Double] = []
    for (index, layer) in layers.enumerated() {
      let height = layer.filter { !cells[$0].isLane }.map { items[$0].height }.max() ?? 0
      tops.append(y)
      bottoms.append(y + height)
      for cell in layer where !cells[cell].isLane {
        centers[cell] = Point(x: x[cell], y: y + height / 2)
      }
      bottom = y + height
      let below = layers.indices.contains(index + 1) ? layers[index + 1] : []
      let isBorder = below.allSatisfy { cells[$0].isLane || items[$0].pin == .bottom }
      y = bottom + (isBorder ? Self.borderGap : Self.layerGap)
    }
    size = Point(x: right - left, y: bottom)
    for index in lines.indices { route(index, tops, bottoms) }
    spreadEnds()
  }

  private mutating func route(_ index: Int, _ tops: [Double], _ bottoms: [Double]) {
    let line = lines[index]
    let start = centers[line.source].x + line.sourceOffset
    let end = centers[line.target].x + line.targetOffset
    var points = [
      Point(x: start, y: centers[line.source].y + items[line.source].height / 2),
      Point(x: start, y: bottoms[rank[line.source]]),
    ]
    for lane in chains[index].dropFirst().dropLast() {
      points.append(Point(x: x[lane], y: tops[cells[lane].rank]))
      points.append(Point(x: x[lane], y: bottoms[cells[lane].rank]))
    }
    points.append(Point(x: end, y: tops[rank[line.target]]))
    points.append(Point(x: end, y: centers[line.target].y - items[line.target].height / 2))
    routes[index] = points
  }

  /// Lets several lines reach a box side by side: the straightest one in the middle, the others on
  /// the side from which they come.
  private mutating func spreadEnds() {
    for target in items.indices {
      let ends = lines.indices.filter { lines[$0].target == target }
      let isGroup = ends.contains { lines[$0].targetOffset != 0 }
      guard ends.count > 1, !isGroup, items[target].height > 0 else { continue }
      func from(_ line: Int) -> Double { routes[line][routes[line].count - 3].x }
      let sorted = ends.sorted { (from($0), $0) < (from($1), $1) }
      let middle =
        sorted.indices.first { abs(from(sorted[$0]) - centers[target].x) < 1 }.map(Double.init)
        ?? Double(sorted.count - 1) / 2
      let step = min(18, items[target].width * 0.8 / Double(sorted.count))
      for (place, line) in sorted.enumerated() {
        let end = routes[line].count - 1
        let shift = (Double(place) - middle) * step
        routes[line][end].x += shift
        routes[line][end - 1].x += shift
      }
    }
  }
}
