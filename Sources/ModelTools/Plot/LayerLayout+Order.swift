extension LayerLayout {
  /// Orders boxes and lanes inside of their layers so that few lines cross: each goes to the mean
  /// place of its neighbours above, then below, and so on.
  mutating func order() {
    var position = Array(repeating: 0.0, count: cells.count)
    func number(_ layer: [Int]) {
      for (index, cell) in layer.enumerated() { position[cell] = Double(index) }
    }
    layers.forEach(number)
    var best = layers
    var fewest = crossings(layers)
    for round in 0..<12 where fewest > 0 {
      let isDown = round % 2 == 0
      for index in isDown ? Array(layers.indices) : layers.indices.reversed() {
        let wish = layers[index].map { cell in
          let near =
            isDown
            ? above[cell].map { position[$0.upper] } : below[cell].map { position[$0.lower] }
          return near.isEmpty ? position[cell] : near.reduce(0, +) / Double(near.count)
        }
        let sorted = zip(wish, layers[index].indices).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        layers[index] = sorted.map { layers[index][$0.1] }
        number(layers[index])
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
    for layer in layers {
      let segments = layer.flatMap { below[$0] }
      for (index, a) in segments.enumerated() {
        for b in segments[(index + 1)...] {
          let upper = position[a.upper] - position[b.upper]
          let lower = position[a.lower] - position[b.lower]
          if upper * lower < 0 { count += 1 }
        }
      }
    }
    return count
  }
}
