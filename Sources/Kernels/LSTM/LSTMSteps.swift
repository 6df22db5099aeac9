/// The loop over the time steps of one direction.
struct LSTMSteps {
  let shape: LSTMShape
  let direction: LSTMDirection
  let live: LiveRows
  /// [batch]: the first row of each example, in x and gates and in y.
  let starts: UnsafePointer<Int32>
  let outputStarts: UnsafePointer<Int32>
  let lengths: UnsafePointer<Int32>
  let memory: LSTMWorkspace

  /// Rows taken together: as many as keep their gates in the nearest cache.
  private var blockSize: Int { max(3, min(48, 1_536 / shape.units / 3 * 3)) }

  /// Activates the gates, which hold x·W + bias, and writes c, h₋ and y.
  func forward(y: UnsafeMutablePointer<Float>, stride: Int) {
    memory.recurrentWeights.pack(recurrentKernel, stride: shape.gateColumns)
    let hidden = RowSet(
      base: direction.previousHidden, stride: shape.units, index: UnsafePointer(memory.rows))
    let gates = RowSet(
      base: direction.gates, stride: shape.gateColumns, index: UnsafePointer(memory.rows))
    for step in 0..<live.steps {
      let count = Int(live.live[step])
      findRows(step: step, count: count)
      if step == 0 { startHidden(count: count) }
      for first in Swift.stride(from: 0, to: count, by: blockSize) {
        let block = first..<min(count, first + blockSize)
        if step > 0 || direction.initialHidden != nil {
          memory.recurrentWeights.apply(
            hidden, to: gates, rows: block, overwrite: false, edge: memory.edge)
        }
        for position in block { activate(position, step: step, y: y, stride: stride) }
      }
    }
    writeFinalStates(y: y, stride: stride)
  }

  /// Replaces the activations in the gates by the gradients of their sums, last step first.
  func backward(dY: UnsafePointer<Float>?, stride: Int) {
    memory.recurrentWeights.packTransposed(recurrentKernel, stride: shape.gateColumns)
    let hidden = RowSet(base: memory.hiddenGradient, stride: shape.units, index: nil)
    let gates = RowSet(
      base: direction.gates, stride: shape.gateColumns, index: UnsafePointer(memory.rows))
    startGradients()
    for step in Swift.stride(from: live.steps - 1, through: 0, by: -1) {
      let count = Int(live.live[step])
      findRows(step: step, count: count)
      for first in Swift.stride(from: 0, to: count, by: blockSize) {
        let block = first..<min(count, first + blockSize)
        for position in block { differentiate(position, step: step, dY: dY, stride: stride) }
        if step > 0 || direction.initialHiddenGradient != nil {
          memory.recurrentWeights.apply(
            gates, to: hidden, rows: block, overwrite: true, edge: memory.edge)
        }
      }
    }
    writeInitialGradients()
  }

  private var recurrentKernel: UnsafePointer<Float> {
    direction.kernel + shape.inputs * shape.gateColumns
  }

  /// The row of each live example at a step.
  private func findRows(step: Int, count: Int) {
    for position in 0..<count {
      let example = Int(live.order[position])
      let offset = direction.reversed ? Int(lengths[example]) - 1 - step : step
      memory.rows[position] = starts[example] + Int32(offset)
    }
  }

  private func startHidden(count: Int) {
    for position in 0..<count {
      let row = direction.previousHidden + Int(memory.rows[position]) * shape.units
      if let initial = direction.initialHidden {
        row.update(from: initial + Int(live.order[position]) * shape.units, count: shape.units)
      } else {
        row.update(repeating: 0, count: shape.units)
      }
    }
  }

  private func activate(
    _ position: Int, step: Int, y: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let units = shape.units
    let example = Int(live.order[position])
    let row = Int(memory.rows[position])
    let output = y + outputRow(example, row) * stride + direction.column
    let following = direction.reversed ? row - 1 : row + 1
    let isLast = step + 1 == Int(lengths[example])
    LSTMCell.forward(
      units: units, gates: direction.gates + row * shape.gateColumns,
      previousCell: previousCell(example, row, step: step), cell: direction.cells + row * units,
      hidden: output, next: isLast ? output : direction.previousHidden + following * units)
  }

  private func differentiate(
    _ position: Int, step: Int, dY: UnsafePointer<Float>?, stride: Int
  ) {
    let units = shape.units
    let example = Int(live.order[position])
    let row = Int(memory.rows[position])
    let output = dY.map { $0 + outputRow(example, row) * stride + direction.column }
    LSTMCell.backward(
      units: units, gates: direction.gates + row * shape.gateColumns,
      previousCell: previousCell(example, row, step: step),
      cell: direction.cells + row * units, outputGradient: output ?? UnsafePointer(memory.zeros),
      hiddenGradient: memory.hiddenGradient + position * units,
      cellGradient: memory.cellGradient + position * units)
  }

  @inline(__always)
  private func outputRow(_ example: Int, _ row: Int) -> Int {
    Int(outputStarts[example]) + row - Int(starts[example])
  }

  @inline(__always)
  private func previousCell(_ example: Int, _ row: Int, step: Int) -> UnsafePointer<Float> {
    if step > 0 {
      return UnsafePointer(
        direction.cells + (direction.reversed ? row + 1 : row - 1) * shape.units)
    }
    return direction.initialCell.map { $0 + example * shape.units } ?? UnsafePointer(memory.zeros)
  }

  private func writeFinalStates(y: UnsafeMutablePointer<Float>, stride: Int) {
    let units = shape.units
    for example in 0..<shape.batch {
      let length = Int(lengths[example])
      let row = Int(starts[example]) + (direction.reversed ? 0 : length - 1)
      let hidden =
        length > 0
        ? UnsafePointer(y + outputRow(example, row) * stride + direction.column)
        : direction.initialHidden.map { $0 + example * units } ?? UnsafePointer(memory.zeros)
      let cell =
        length > 0
        ? UnsafePointer(direction.cells + row * units)
        : direction.initialCell.map { $0 + example * units } ?? UnsafePointer(memory.zeros)
      if let target = direction.finalHidden {
        (target + example * units).update(from: hidden, count: units)
      }
      if let target = direction.finalCell {
        (target + example * units).update(from: cell, count: units)
      }
    }
  }

  private func startGradients() {
    let units = shape.units
    for position in 0..<shape.batch {
      let example = Int(live.order[position]) * units
      let zeros = UnsafePointer(memory.zeros)
      (memory.hiddenGradient + position * units).update(
        from: direction.finalHiddenGradient.map { $0 + example } ?? zeros, count: units)
      (memory.cellGradient + position * units).update(
        from: direction.finalCellGradient.map { $0 + example } ?? zeros, count: units)
    }
  }

  private func writeInitialGradients() {
    let units = shape.units
    for position in 0..<shape.batch {
      let example = Int(live.order[position]) * units
      if let target = direction.initialHiddenGradient {
        (target + example).update(from: memory.hiddenGradient + position * units, count: units)
      }
      if let target = direction.initialCellGradient {
        (target + example).update(from: memory.cellGradient + position * units, count: units)
      }
    }
  }
}
