import Foundation
import Kernels

/// The definition of the layer in double precision, one example and one unit at a time.
struct RecurrentReference {
  var cell: CellKind
  var inputs: Int
  var units: Int
  var lengths: [Int]
  var forgetBias: Double
  var reversed: Bool
  var kernel: [Double]
  var bias: [Double]
  var x: [Double]
  var initialHidden: [Double]
  var initialSaved: [Double]

  /// y [rows, units] and the final states [batch, units].
  func forward() -> (y: [Double], hidden: [Double], saved: [Double]) {
    var y = [Double](repeating: 0, count: lengths.reduce(0, +) * units)
    var hidden = initialHidden
    var saved = initialSaved
    var start = 0
    for (example, length) in lengths.enumerated() {
      var h = Array(initialHidden[example * units..<(example + 1) * units])
      var c = Array(initialSaved[example * units..<(example + 1) * units])
      for step in 0..<length {
        let row = start + (reversed ? length - 1 - step : step)
        (h, c) = cellStep(Array(x[row * inputs..<(row + 1) * inputs]), h, c)
        y.replaceSubrange(row * units..<(row + 1) * units, with: h)
      }
      hidden.replaceSubrange(example * units..<(example + 1) * units, with: h)
      saved.replaceSubrange(example * units..<(example + 1) * units, with: c)
      start += length
    }
    return (y, hidden, saved)
  }

  /// h, and the second state of a cell that has one.
  private func cellStep(_ x: [Double], _ h: [Double], _ c: [Double]) -> (h: [Double], c: [Double]) {
    switch cell {
    case .lstm:
      let sums = add(fromInput(x), fromState(h))
      let (i, j) = (gate(sums, 0).map(sigmoid), gate(sums, 1).map(tanh))
      let f = gate(sums, 2).map { sigmoid($0 + forgetBias) }
      let state = (0..<units).map { f[$0] * c[$0] + i[$0] * j[$0] }
      return (zip(gate(sums, 3).map(sigmoid), state).map { $0 * tanh($1) }, state)
    case .gru:
      let (ofInput, ofState) = (fromInput(x), fromState(h))
      let sums = add(ofInput, ofState)
      let (z, r) = (gate(sums, 0).map(sigmoid), gate(sums, 1).map(sigmoid))
      return (
        (0..<units).map { unit in
          let m = ofState[2 * units + unit] + bias[3 * units + unit]
          let n = tanh(ofInput[2 * units + unit] + r[unit] * m)
          return (1 - z[unit]) * n + z[unit] * h[unit]
        }, c
      )
    case .resetFirstGRU:
      let ofInput = fromInput(x)
      let sums = add(ofInput, fromState(h))
      let (z, r) = (gate(sums, 0).map(sigmoid), gate(sums, 1).map(sigmoid))
      let n = gate(add(ofInput, fromState(zip(r, h).map(*))), 2).map(tanh)
      return ((0..<units).map { (1 - z[$0]) * n[$0] + z[$0] * h[$0] }, c)
    case .tanh: return (add(fromInput(x), fromState(h)).map(tanh), c)
    case .relu: return (add(fromInput(x), fromState(h)).map { max(0, $0) }, c)
    }
  }

  /// x · W + bias.
  private func fromInput(_ x: [Double]) -> [Double] {
    add(product(x, firstRow: 0), Array(bias.prefix(kernel.count / (inputs + units))))
  }

  /// h · U.
  private func fromState(_ h: [Double]) -> [Double] { product(h, firstRow: inputs) }

  private func product(_ values: [Double], firstRow: Int) -> [Double] {
    let columns = kernel.count / (inputs + units)
    var sums = [Double](repeating: 0, count: columns)
    for (k, value) in values.enumerated() {
      for column in 0..<columns {
        sums[column] += value * kernel[(firstRow + k) * columns + column]
      }
    }
    return sums
  }

  private func add(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map(+) }

  private func gate(_ sums: [Double], _ index: Int) -> [Double] {
    Array(sums[index * units..<(index + 1) * units])
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
