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
  var centers: [Point]
  /// The points of each line: it runs straight down inside of a layer and bends between layers.
  var routes: [[Point]]
  /// What everything together takes.
  var size = Point(x: 0, y: 0)

  static let layerGap = 30.0
  static let borderGap = 16.0
  static let itemGap = 22.0
  static let laneGap = 12.0

  // What follows is the work in progress of the steps, which are extensions of their own.

  let items: [Item]
  let lines: [Line]
  var rank: [Int]
  /// Items first, then lanes.
  var cells: [Cell] = []
  var layers: [[Int]] = []
  /// The segments that come to each cell from the layer above.
  var above: [[Segment]] = []
  /// The segments that leave each cell to the layer below.
  var below: [[Segment]] = []
  /// The cells that each line runs through.
  var chains: [[Int]] = []
  var x: [Double] = []

  /// A place in a layer: an item, or a lane that keeps room for a line.
  struct Cell {
    let width: Double
    let rank: Int
    let isLane: Bool
  }

  /// A piece of a line between neighbouring layers, as cells with offsets from their middles.
  struct Segment {
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
    var segments: [Segment] = []
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
    above = cells.map { _ in [] }
    below = cells.map { _ in [] }
    for segment in segments {
      above[segment.lower].append(segment)
      below[segment.upper].append(segment)
    }
    let depth = (cells.map(\.rank).max() ?? -1) + 1
    layers = Array(repeating: [], count: depth)
    for cell in cells.indices { layers[cells[cell].rank].append(cell) }
  }
}
