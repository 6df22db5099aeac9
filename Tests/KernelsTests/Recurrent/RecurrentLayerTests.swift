import Foundation
import Kernels
import Testing

@Suite struct RecurrentLayerTests {
  static let cells: [CellKind] = [.lstm, .gru, .resetFirstGRU, .tanh, .relu]

  static let cases: [RecurrentCase] = cells.flatMap { cell in
    [
      RecurrentCase(cell: cell, units: 1, lengths: [3, 1, 0, 5]),
      RecurrentCase(cell: cell, units: 3, lengths: [1, 4, 4, 2, 6], hasInitialStates: true),
      RecurrentCase(cell: cell, units: 8, lengths: [2, 0, 7, 1, 3, 3, 5], gapsInOutput: true),
      RecurrentCase(
        cell: cell, inputs: 2, units: 13, lengths: [4, 9, 1], reversed: [true],
        hasInitialStates: true),
      RecurrentCase(
        cell: cell, inputs: 1, units: 13, lengths: [0, 2, 6, 0], reversed: [false],
        gapsInOutput: true),
      RecurrentCase(
        cell: cell, inputs: 9, units: 40, lengths: [2, 3, 1, 2], hasInitialStates: true),
      RecurrentCase(cell: cell, units: 128, lengths: [1, 3, 2, 0, 2]),
    ]
  }

  @Test(arguments: cases) func forwardMatchesTheDefinition(test: RecurrentCase) {
    let results = test.run(threads: 2)
    let yStarts = test.starts(gap: test.gapsInOutput ? 2 : 0)
    for direction in test.reversed.indices {
      let expected = test.reference(direction).forward()
      var row = 0
      for (example, length) in test.lengths.enumerated() {
        for offset in 0..<length {
          let start = (Int(yStarts[example]) + offset) * test.yStride + direction * test.units
          for unit in 0..<test.units {
            let value = Double(results.y[start + unit])
            #expect(abs(value - expected.y[row * test.units + unit]) < 2e-6)
          }
          row += 1
        }
      }
      #expect(Self.distance(results.finalHidden[direction], expected.hidden) < 2e-6)
      guard test.cell.carriesSaved else { continue }
      #expect(Self.distance(results.finalSaved[direction], expected.saved) < 4e-6)
    }
  }

  @Test(arguments: cases) func otherColumnsAndRowsOfYAreLeftAlone(test: RecurrentCase) {
    let results = test.run(threads: 1)
    let used = Set(
      zip(test.starts(gap: test.gapsInOutput ? 2 : 0), test.lengths).flatMap {
        Int($0)..<Int($0) + $1
      })
    for row in 0..<test.yRows {
      let values = results.y[row * test.yStride..<(row + 1) * test.yStride]
      let rest = used.contains(row) ? values.suffix(3) : values
      #expect(rest.allSatisfy { $0 == 0 })
    }
  }

  /// The loss is Σ y·dY + Σ final states · their gradients; each gradient against central
  /// differences of it in double precision.
  static func loss(_ test: RecurrentCase, _ reference: RecurrentReference, _ direction: Int)
    -> Double
  {
    let result = reference.forward()
    let dY = test.dY
    let yStarts = test.starts(gap: test.gapsInOutput ? 2 : 0)
    var loss = 0.0
    var row = 0
    for (example, length) in test.lengths.enumerated() {
      for offset in 0..<length {
        let start = (Int(yStarts[example]) + offset) * test.yStride + direction * test.units
        for unit in 0..<test.units {
          loss += result.y[row * test.units + unit] * Double(dY[start + unit])
        }
        row += 1
      }
    }
    guard test.hasInitialStates else { return loss }
    for (value, gradient) in zip(result.hidden, test.states(direction, 2)) {
      loss += value * Double(gradient)
    }
    guard test.cell.carriesSaved else { return loss }
    for (value, gradient) in zip(result.saved, test.states(direction, 3)) {
      loss += value * Double(gradient)
    }
    return loss
  }

  /// Derivatives of the loss at about `samples` evenly spread places of one array.
  static func differences(
    _ test: RecurrentCase, _ direction: Int, _ path: WritableKeyPath<RecurrentReference, [Double]>,
    samples: Int = 60
  ) -> [(index: Int, value: Double)] {
    let reference = test.reference(direction)
    let count = reference[keyPath: path].count
    return stride(from: 0, to: count, by: max(1, count / samples)).map { index in
      let step = 1e-5
      var above = reference
      var below = reference
      above[keyPath: path][index] += step
      below[keyPath: path][index] -= step
      return (
        index, (loss(test, above, direction) - loss(test, below, direction)) / (2 * step)
      )
    }
  }

  @Test(arguments: cases) func gradientsMatchCentralDifferences(test: RecurrentCase) {
    let results = test.run(threads: 2)
    // The large layer has as many paths as it has numbers, in a reference that is slow by intent.
    let samples = test.units > 100 ? 6 : 60
    var inputGradients = [Int: Double]()
    for direction in test.reversed.indices {
      let pairs: [(WritableKeyPath<RecurrentReference, [Double]>, [Float])] =
        [
          (\.kernel, results.kernelGradients[direction]),
          (\.bias, results.biasGradients[direction]),
        ]
        + (test.hasInitialStates
          ? [
            (\.initialHidden, results.initialHiddenGradients[direction])
          ] : [])
        + (test.hasInitialStates && test.cell.carriesSaved
          ? [(\.initialSaved, results.initialSavedGradients[direction])] : [])
      for (path, gradients) in pairs {
        for (index, value) in Self.differences(test, direction, path, samples: samples) {
          #expect(abs(Double(gradients[index]) - value) < 1e-5 * max(1, abs(value)))
        }
      }
      for (index, value) in Self.differences(test, direction, \.x, samples: samples) {
        inputGradients[index, default: 0] += value
      }
    }
    for (index, value) in inputGradients {
      #expect(abs(Double(results.dX[index]) - value) < 1e-5 * max(1, abs(value)))
    }
    #expect(!inputGradients.isEmpty)
  }

  @Test(
    arguments: cells.flatMap { cell in
      [
        RecurrentCase(
          cell: cell, inputs: 96, units: 128, lengths: [40, 13, 0, 77, 1, 5, 120, 64, 30]),
        RecurrentCase(
          cell: cell, inputs: 300, units: 64, lengths: [300, 200, 100], reversed: [true]),
        RecurrentCase(
          cell: cell, inputs: 7, units: 13, lengths: [9, 2, 5], hasInitialStates: true),
      ]
    })
  func threadsDoNotChangeTheBits(test: RecurrentCase) {
    let one = test.run(threads: 1)
    #expect(one == test.run(threads: 2))
    #expect(one == test.run(threads: 4))
    #expect(one.y.allSatisfy { $0.isFinite } && one.dX.allSatisfy { $0.isFinite })
  }

  @Test(arguments: cells, [[], [0], [0, 0, 0]])
  func emptyBatches(cell: CellKind, lengths: [Int]) {
    let test = RecurrentCase(cell: cell, units: 5, lengths: lengths, hasInitialStates: true)
    let results = test.run(threads: 2)
    #expect(results.kernelGradients.allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(results.biasGradients.allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(results.finalHidden == [test.states(0, 0), test.states(1, 0)])
    #expect(results.initialHiddenGradients == [test.states(0, 2), test.states(1, 2)])
    guard cell.carriesSaved else { return }
    #expect(results.initialSavedGradients == [test.states(0, 3), test.states(1, 3)])
  }

  static func distance(_ values: [Float], _ expected: [Double]) -> Double {
    guard values.count == expected.count else { return .infinity }
    return zip(values, expected).map { abs(Double($0) - $1) }.max() ?? 0
  }
}
