extension LayerLayout {
  /// Puts boxes and lanes beside their neighbours above and below, as far as their order allows.
  mutating func place() {
    x = Array(repeating: 0, count: cells.count)
    for layer in layers { settle(layer, at: layer.map { _ in 0 }, weights: layer.map { _ in 1 }) }
    // The last round goes down, so that what hangs on a chain is straight below it.
    for round in 0..<25 {
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
          for segment in isDown ? above[cell] : [] {
            tie(x[segment.upper] + segment.upperOffset - segment.lowerOffset, segment.weight)
          }
          for segment in isDown ? [] : below[cell] {
            tie(x[segment.lower] + segment.lowerOffset - segment.upperOffset, segment.weight)
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
}
