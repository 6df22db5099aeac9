import Foundation

/// The definition of the layer in double precision, one example and one unit at a time.
struct LSTMReference {
  var inputs: Int
  var units: Int
  var lengths: [Int]
  var forgetBias: Double
  var reversed: Bool
  var kernel: [Double]
  var bias: [Double]
  var x: [Double]
  var initialHidden: [Double]
  var initialCell: [Double]

  /// y [rows, units] and the final states [batch, units].
  func forward() -> (y: [Double], hidden: [Double], cell: [Double]) {
    var y = [Double](repeating: 0, count: lengths.reduce(0, +) * units)
    var hidden = initialHidden
    var cell = initialCell
    var start = 0
    for (example, length) in lengths.enumerated() {
      var h = Array(initialHidden[example * units..<(example + 1) * units])
      var c = Array(initialCell[example * units..<(example + 1) * units])
      for step in 0..<length {
        let row = start + (reversed ? length - 1 - step : step)
        (h, c) = cellStep(Array(x[row * inputs..<(row + 1) * inputs]) + h, c)
        y.replaceSubrange(row * units..<(row + 1) * units, with: h)
      }
      hidden.replaceSubrange(example * units..<(example + 1) * units, with: h)
      cell.replaceSubrange(example * units..<(example + 1) * units, with: c)
      start += length
    }
    return (y, hidden, cell)
  }

  private func cellStep(_ joined: [Double], _ c: [Double]) -> (h: [Double], c: [Double]) {
    var sums = bias
    for (k, value) in joined.enumerated() {
      for column in 0..<4 * units { sums[column] += value * kernel[k * 4 * units + column] }
    }
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    var state = c
    var h = c
    for unit in 0..<units {
      let kept = sigmoid(sums[2 * units + unit] + forgetBias) * c[unit]
      state[unit] = kept + sigmoid(sums[unit]) * tanh(sums[units + unit])
      h[unit] = sigmoid(sums[3 * units + unit]) * tanh(state[unit])
    }
    return (h, state)
  }
}
