/// A layered drawing of one level of a graph: boxes in layers, every line downwards from layer to
/// layer and never through a box (Sugiyama, Tagawa and Toda 1981).
///
/// A line over several layers is given a lane through each of them, which boxes keep free; lines from
/// one place share their lanes. Lanes and boxes of a layer are ordered by the mean place of their
/// neighbours, and placed as near to it as their widths allow.
struct LayerLayout {
  /// A box, or a place at the border that a line crosses.
  struct Item {
    var width: Double
    var height: Double
    /// Held to the first or the last layer.
    var pin: Pin?
  }

  /// Which border an item lies on.
  enum Pin { case top, bottom }

  /// A line from an item to a later one.
  struct Line: Hashable {
    /// The item, and where the line leaves it, measured from its middle.
    let source: Int
    let sourceOffset: Double
    let target: Int
    let targetOffset: Double
    /// Lines of one value share their lanes.
    let value: Int
  }

  /// A point of a line.
  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  /// The middle of each item.
  private(set) var centers: [Point]
  /// The points of each line: it runs straight down inside of a layer and bends between layers.
  private(set) var routes: [[Point]]
  /// What everything together takes.
  private(set) var size = Point(x: 0, y: 0)

  private static let layerGap = 30.0
  private static let borderGap = 16.0
  private static let itemGap = 22.0
  private static let laneGap = 12.0

  private let items: [Item]
  private let lines: [Line]
  private var rank: [Int]
  /// Items first, then lanes.
  private var cells: [Cell] = []
  private var layers: [[Int]] = []
  /// The segments between neighbouring layers, as cells with offsets from their middles.
  private var segments: [Segment] = []
  /// The cells that each line runs through.
  private var chains: [[Int]] = []
  private var x: [Double] = []

  private struct Cell {
    let width: Double
    let rank: Int
    let isLane: Bool
  }

  private struct Segment {
    let upper: Int
    let upperOffset: Double
    let lower: Int
    let lowerOffset: Double
    let weight: Double
  }

  /// Lays out items; each line leads from an earlier item to a later one.
  init(_ items: [Item], _ lines: [Line]) {
    self.items = items
    self.lines = lines
    rank = []
    centers = items.map { _ in Point(x: 0, y: 0) }
    routes = lines.map { _ in [] }
    rank = ranks()
    makeCells()
    order()
    place()
    measure()
  }

  // MARK: Layers

  /// The longest way from a source; sources themselves stand right above their first reader.
  private func ranks() -> [Int] {
    var rank = items.map { $0.pin == .top ? 0 : items.contains { $0.pin == .top } ? 1 : 0 }
    for target in items.indices {
      for line in lines where line.target == target {
        rank[target] = max(rank[target], rank[line.source] + 1)
      }
    }
    let last = (rank.indices.filter { items[$0].pin != .bottom }.map { rank[$0] }.max() ?? 0) + 1
    for item in items.indices.reversed() {
      if items[item].pin == .bottom { rank[item] = last }
      let isSource = !lines.contains { $0.target == item }
      guard isSource, items[item].pin == nil else { continue }
      let readers = lines.filter { $0.source == item }.map { rank[$0.target] }
      if let first = readers.min() { rank[item] = max(rank[item], first - 1) }
    }
    return rank
  }

  private mutating func makeCells() {
    cells = items.indices.map { Cell(width: items[$0].width, rank: rank[$0], isLane: false) }
    var lanes: [[Int]: Int] = [:]
    var drawn: Set<[Int]> = []
    for line in lines {
      var chain = [line.source]
      for between in (rank[line.source] + 1)..<max(rank[line.source] + 1, rank[line.target]) {
        let key = [line.source, line.value, between]
        let lane = lanes[key] ?? cells.count
        if lanes[key] == nil {
          lanes[key] = lane
          cells.append(Cell(width: 0, rank: between, isLane: true))
        }
        chain.append(lane)
      }
      chain.append(line.target)
      chains.append(chain)
      for (index, pair) in zip(chain, chain.dropFirst()).enumerated() {
        let isFirst = index == 0
        let isLast = index == chain.count - 2
        guard drawn.insert([pair.0, pair.1, line.value, isLast ? line.target : -1]).inserted else {
          continue
        }
        segments.append(
          Segment(
            upper: pair.0, upperOffset: isFirst ? line.sourceOffset : 0, lower: pair.1,
            lowerOffset: isLast ? line.targetOffset : 0,
            weight: isFirst && isLast ? 2 : isFirst || isLast ? 1 : 3))
      }
    }
    let depth = (cells.map(\.rank).max() ?? -1) + 1
    layers = (0..<depth).map { layer in cells.indices.filter { cells[$0].rank == layer } }
  }

  // MARK: Order

  private mutating func order() {
    var position = Array(repeating: 0.0, count: cells.count)
    func number(_ layers: [[Int]]) {
      for layer in layers {
        for (index, cell) in layer.enumerated() { position[cell] = Double(index) }
      }
    }
    number(layers)
    var best = layers
    var fewest = crossings(layers)
    for round in 0..<12 where fewest > 0 {
      let isDown = round % 2 == 0
      for index in isDown ? Array(layers.indices) : layers.indices.reversed() {
        let wish = layers[index].map { cell in
          let near = segments.compactMap { segment -> Double? in
            if isDown, segment.lower == cell { return position[segment.upper] }
            if !isDown, segment.upper == cell { return position[segment.lower] }
            return nil
          }
          return near.isEmpty ? position[cell] : near.reduce(0, +) / Double(near.count)
        }
        let sorted = zip(wish, layers[index].indices).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        layers[index] = sorted.map { layers[index][$0.1] }
        number(layers)
      }
      let count = crossings(layers)
      if count < fewest { (fewest, best) = (count, layers) }
    }
    layers = best
  }

  private func crossings(_ layers: [[Int]]) -> Int {
    var position = Array(repeating: 0, count: cells.count)
    for layer in layers { for (index, cell) in layer.enumerated() { position[cell] = index } }
    var count = 0
    for (index, a) in segments.enumerated() {
      for b in segments[(index + 1)...] where cells[a.upper].rank == cells[b.upper].rank {
        let upper = position[a.upper] - position[b.upper]
        let lower = position[a.lower] - position[b.lower]
        if upper * lower < 0 { count += 1 }
      }
    }
    return count
  }

  // MARK: Places

  private mutating func place() {
    x = Array(repeating: 0, count: cells.count)
    for layer in layers { settle(layer, at: layer.map { _ in 0 }, weights: layer.map { _ in 1 }) }
    for round in 0..<24 {
      let isDown = round % 2 == 0
      for layer in isDown ? layers : layers.reversed() {
        var wishes: [Double] = []
        var weights: [Double] = []
        for cell in layer {
          // The strongest ties alone decide, so that a chain is straight whatever joins it.
          var (sum, count, strongest) = (0.0, 0.0, 0.0)
          func tie(_ place: Double, _ weight: Double) {
            guard weight >= strongest else { return }
            if weight > strongest { (sum, count, strongest) = (0, 0, weight) }
            sum += place
            count += 1
          }
          for segment in segments {
            // In the last rounds both sides count, so that a box stands between its neighbours.
            if segment.lower == cell, isDown || round > 19 {
              tie(x[segment.upper] + segment.upperOffset - segment.lowerOffset, segment.weight)
            } else if segment.upper == cell, !isDown || round > 19 {
              tie(x[segment.lower] + segment.lowerOffset - segment.upperOffset, segment.weight)
            }
          }
          wishes.append(count > 0 ? sum / count : x[cell])
          weights.append(count > 0 ? strongest : 0.1)
        }
        settle(layer, at: wishes, weights: weights)
      }
    }
  }

  /// Puts the cells of a layer as near to their wishes as their widths and their order allow: the
  /// least sum of weighted squares, by joining neighbours that would overlap.
  private mutating func settle(_ layer: [Int], at wishes: [Double], weights: [Double]) {
    struct Block { var place: Double; var weight: Double; var count: Int }
    // Where each cell would stand if all were packed against the first.
    var packed: [Double] = []
    for (index, cell) in layer.enumerated() {
      guard index > 0 else { packed.append(0); continue }
      let before = layer[index - 1]
      let gap = cells[before].isLane || cells[cell].isLane ? Self.laneGap : Self.itemGap
      packed.append(packed[index - 1] + (cells[before].width + cells[cell].width) / 2 + gap)
    }
    var blocks: [Block] = []
    for index in layer.indices {
      blocks.append(Block(place: wishes[index] - packed[index], weight: weights[index], count: 1))
      while blocks.count > 1, blocks[blocks.count - 2].place > blocks[blocks.count - 1].place {
        let last = blocks.removeLast()
        let first = blocks.removeLast()
        let weight = first.weight + last.weight
        blocks.append(
          Block(
            place: (first.place * first.weight + last.place * last.weight) / weight, weight: weight,
            count: first.count + last.count))
      }
    }
    var index = 0
    for block in blocks {
      for _ in 0..<block.count {
        x[layer[index]] = block.place + packed[index]
        index += 1
      }
    }
  }

  private mutating func measure() {
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
