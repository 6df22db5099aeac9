import Kernels

/// One layer with random numbers everywhere, and what it computes.
struct RecurrentCase {
  var cell = CellKind.lstm
  var inputs = 5
  var units: Int
  var lengths: [Int]
  var reversed: [Bool] = [false, true]
  var hasInitialStates = false
  var gapsInOutput = false

  struct Results: Equatable {
    var y: [Float]
    var dX: [Float]
    /// One entry a direction.
    var kernelGradients: [[Float]] = []
    var biasGradients: [[Float]] = []
    var finalHidden: [[Float]] = []
    var finalSaved: [[Float]] = []
    var initialHiddenGradients: [[Float]] = []
    var initialSavedGradients: [[Float]] = []
  }

  var rows: Int { lengths.reduce(0, +) }
  var kernelColumns: Int { cell.kernelBlocks * units }
  var gateColumns: Int { cell.gateBlocks * units }
  var width: Int { units * reversed.count }
  var yStride: Int { width + 3 }
  /// With gaps every example of y has two unused rows before it.
  var yRows: Int { rows + (gapsInOutput ? 2 * lengths.count : 0) }
  var x: [Float] { numbers(rows * inputs, seed: 11) }
  var dY: [Float] { numbers(yRows * yStride, seed: 12) }
  func kernel(_ direction: Int) -> [Float] {
    numbers((inputs + units) * kernelColumns, seed: 13 + UInt32(direction))
      .map { $0 / Float(units).squareRoot() }
  }
  func bias(_ direction: Int) -> [Float] { numbers(gateColumns, seed: 23 + UInt32(direction)) }
  /// Initial states, then gradients of the final states: [batch, units] each.
  func states(_ direction: Int, _ which: UInt32) -> [Float] {
    numbers(lengths.count * units, seed: 33 + 10 * UInt32(direction) + which)
  }

  func starts(gap: Int) -> [Int32] {
    var next = 0
    return lengths.map { length in
      defer { next += length + gap }
      return Int32(next + gap)
    }
  }

  /// Runs both passes in memory full of NaN, so that whatever is read before it is written shows.
  func run(threads: Int) -> Results {
    let arena = TestArena()
    let shape = RecurrentShape(
      cell: cell, batch: lengths.count, rows: rows, inputs: inputs, units: units,
      maxLength: lengths.max() ?? 0, forgetBias: 0.75)
    let directions = reversed.indices.map { direction(arena, $0) }
    let layer = RecurrentLayer(
      shape: shape, starts: arena.integers(starts(gap: 0)),
      lengths: arena.integers(lengths.map { Int32($0) }),
      outputStarts: gapsInOutput ? arena.integers(starts(gap: 2)) : nil, x: arena.numbers(x),
      xStride: inputs, directions: directions,
      scratch: arena.fresh(RecurrentLayer.scratchCount(shape, directions: directions.count)),
      pool: WorkerPool(threads: threads))
    let y = arena.numbers([Float](repeating: 0, count: yRows * yStride))
    let dX = arena.fresh(rows * inputs)
    layer.forward(y: y, yStride: yStride)
    layer.backward(dY: arena.numbers(dY), dYStride: yStride, dX: dX, dXStride: inputs)
    var results = Results(
      y: arena.read(y, yRows * yStride), dX: arena.read(dX, rows * inputs))
    for direction in directions {
      results.kernelGradients.append(
        arena.read(direction.kernelGradient, (inputs + units) * kernelColumns))
      results.biasGradients.append(arena.read(direction.biasGradient, gateColumns))
      let count = lengths.count * units
      results.finalHidden.append(arena.read(direction.finalHidden, count))
      results.initialHiddenGradients.append(arena.read(direction.initialHiddenGradient, count))
      guard cell.carriesSaved else { continue }
      results.finalSaved.append(arena.read(direction.finalSaved, count))
      results.initialSavedGradients.append(arena.read(direction.initialSavedGradient, count))
    }
    return results
  }

  private func direction(_ arena: TestArena, _ index: Int) -> RecurrentDirection {
    var direction = RecurrentDirection(
      reversed: reversed[index], kernel: arena.numbers(kernel(index)),
      bias: arena.numbers(bias(index)), gates: arena.fresh(rows * gateColumns),
      saved: cell.keepsSaved ? arena.fresh(rows * units) : nil,
      previousHidden: arena.fresh(rows * units),
      column: index * units)
    let count = lengths.count * units
    direction.kernelGradient = arena.fresh((inputs + units) * kernelColumns)
    direction.biasGradient = arena.fresh(gateColumns)
    direction.finalHidden = arena.fresh(count)
    if cell.carriesSaved { direction.finalSaved = arena.fresh(count) }
    if hasInitialStates {
      direction.initialHidden = UnsafePointer(arena.numbers(states(index, 0)))
      direction.finalHiddenGradient = UnsafePointer(arena.numbers(states(index, 2)))
      direction.initialHiddenGradient = arena.fresh(count)
    }
    if hasInitialStates, cell.carriesSaved {
      direction.initialSaved = UnsafePointer(arena.numbers(states(index, 1)))
      direction.finalSavedGradient = UnsafePointer(arena.numbers(states(index, 3)))
      direction.initialSavedGradient = arena.fresh(count)
    }
    return direction
  }

  /// The definition of one direction with the same numbers.
  func reference(_ direction: Int) -> RecurrentReference {
    let zeros = [Double](repeating: 0, count: lengths.count * units)
    return RecurrentReference(
      cell: cell, inputs: inputs, units: units, lengths: lengths, forgetBias: 0.75,
      reversed: reversed[direction], kernel: kernel(direction).map { Double($0) },
      bias: bias(direction).map { Double($0) }, x: x.map { Double($0) },
      initialHidden: hasInitialStates ? states(direction, 0).map { Double($0) } : zeros,
      initialSaved: hasInitialStates ? states(direction, 1).map { Double($0) } : zeros)
  }
}
