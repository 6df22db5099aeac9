/// The loop over the time steps of one direction.
struct RecurrentSteps {
  let shape: RecurrentShape
  let direction: RecurrentDirection
  let live: LiveRows
  /// [batch]: the first row of each example, in x and gates and in y.
  let starts: UnsafePointer<Int32>
  let outputStarts: UnsafePointer<Int32>
  let lengths: UnsafePointer<Int32>
  let memory: RecurrentWorkspace

  /// Rows taken together: as many as keep their gates in the nearest cache.
  private var blockSize: Int { max(3, min(48, 1_536 / shape.units / 3 * 3)) }

  /// Activates the gates, which hold x·W + bias, and writes h₋, the second state and y.
  func forward(y: UnsafeMutablePointer<Float>, stride: Int) {
    switch shape.cell {
    case .lstm: forward(LSTMCell.self, y: y, stride: stride)
    case .gru: forward(GRUCell.self, y: y, stride: stride)
    case .resetFirstGRU: forward(ResetFirstGRUCell.self, y: y, stride: stride)
    case .tanh: forward(TanhCell.self, y: y, stride: stride)
    case .relu: forward(ReLUCell.self, y: y, stride: stride)
    }
  }

  /// Replaces what the gates hold by the gradients of their sums, last step first.
  func backward(dY: UnsafePointer<Float>?, stride: Int) {
    switch shape.cell {
    case .lstm: backward(LSTMCell.self, dY: dY, stride: stride)
    case .gru: backward(GRUCell.self, dY: dY, stride: stride)
    case .resetFirstGRU: backward(ResetFirstGRUCell.self, dY: dY, stride: stride)
    case .tanh: backward(TanhCell.self, dY: dY, stride: stride)
    case .relu: backward(ReLUCell.self, dY: dY, stride: stride)
    }
  }

  private func forward<Cell: RecurrentCell>(
    _ cell: Cell.Type, y: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let products = products
    for product in products { product.pack(direction.kernel, shape) }
    for step in 0..<live.steps {
      let count = Int(live.live[step])
      findRows(step: step, count: count)
      if step == 0 { startHidden(count: count) }
      for first in Swift.stride(from: 0, to: count, by: blockSize) {
        let block = first..<min(count, first + blockSize)
        for stage in 0..<shape.layout.stages {
          if step > 0 || direction.initialHidden != nil {
            for product in products where product.stage == stage {
              product.add(to: direction.gates, rows: block, memory, shape)
            }
          }
          for position in block {
            activate(cell, stage, position, step: step, y: y, stride: stride)
          }
        }
      }
    }
    writeFinalStates(y: y, stride: stride)
  }

  private func backward<Cell: RecurrentCell>(
    _ cell: Cell.Type, dY: UnsafePointer<Float>?, stride: Int
  ) {
    let products = products
    for product in products { product.packTransposed(direction.kernel, shape) }
    startGradients()
    for step in Swift.stride(from: live.steps - 1, through: 0, by: -1) {
      let count = Int(live.live[step])
      findRows(step: step, count: count)
      for first in Swift.stride(from: 0, to: count, by: blockSize) {
        let block = first..<min(count, first + blockSize)
        for stage in (0..<shape.layout.stages).reversed() {
          for position in block {
            differentiate(cell, stage, position, step: step, dY: dY, stride: stride)
          }
          for product in products where product.stage == stage {
            // The arithmetic of the stage before reads the gradient of what it saved.
            if step > 0 || direction.initialHiddenGradient != nil || product.readsSaved {
              product.carryBack(from: direction.gates, rows: block, memory, shape)
            }
          }
        }
      }
    }
    writeInitialGradients()
  }

  private var products: [StateProduct] {
    shape.layout.products.indices.map { index in
      let product = shape.layout.products[index]
      let state = product.readsSaved ? direction.saved : direction.previousHidden
      return StateProduct(
        product, weights: memory.stateWeights[index], state: state ?? direction.previousHidden,
        isFirst: index == 0)
    }
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

  @inline(__always)
  private func activate<Cell: RecurrentCell>(
    _ cell: Cell.Type, _ stage: Int, _ position: Int, step: Int, y: UnsafeMutablePointer<Float>,
    stride: Int
  ) {
    let example = Int(live.order[position])
    let row = Int(memory.rows[position])
    let output = y + outputRow(example, row) * stride + direction.column
    let following = direction.reversed ? row - 1 : row + 1
    let isLast = step + 1 == Int(lengths[example])
    Cell.forward(
      stage, cellRow(example, row, step: step),
      CellOutput(
        hidden: output,
        next: isLast ? output : direction.previousHidden + following * shape.units))
  }

  @inline(__always)
  private func differentiate<Cell: RecurrentCell>(
    _ cell: Cell.Type, _ stage: Int, _ position: Int, step: Int, dY: UnsafePointer<Float>?,
    stride: Int
  ) {
    let example = Int(live.order[position])
    let row = Int(memory.rows[position])
    let output = dY.map { $0 + outputRow(example, row) * stride + direction.column }
    Cell.backward(
      stage, cellRow(example, row, step: step),
      CellGradient(
        output: output ?? UnsafePointer(memory.zeros),
        hidden: memory.hiddenGradient + position * shape.units,
        saved: memory.savedGradient + position * shape.units))
  }

  @inline(__always)
  private func cellRow(_ example: Int, _ row: Int, step: Int) -> CellRow {
    // A cell without a second state does not touch these.
    let saved = direction.saved ?? direction.previousHidden
    let before = direction.reversed ? row + 1 : row - 1
    let initial = direction.initialSaved.map { $0 + example * shape.units }
    return CellRow(
      units: shape.units, gates: direction.gates + row * shape.gateColumns,
      previousHidden: direction.previousHidden + row * shape.units,
      saved: saved + row * shape.units,
      previousSaved: step > 0
        ? UnsafePointer(saved + before * shape.units) : initial ?? UnsafePointer(memory.zeros))
  }

  @inline(__always)
  private func outputRow(_ example: Int, _ row: Int) -> Int {
    Int(outputStarts[example]) + row - Int(starts[example])
  }
}

extension RecurrentSteps {
  private func writeFinalStates(y: UnsafeMutablePointer<Float>, stride: Int) {
    let units = shape.units
    let zeros = UnsafePointer(memory.zeros)
    for example in 0..<shape.batch {
      let length = Int(lengths[example])
      let row = Int(starts[example]) + (direction.reversed ? 0 : length - 1)
      let state = example * units
      if let target = direction.finalHidden {
        let last = UnsafePointer(y + outputRow(example, row) * stride + direction.column)
        let initial = direction.initialHidden.map { $0 + state } ?? zeros
        (target + state).update(from: length > 0 ? last : initial, count: units)
      }
      if let target = direction.finalSaved, let saved = direction.saved {
        let initial = direction.initialSaved.map { $0 + state } ?? zeros
        (target + state).update(
          from: length > 0 ? UnsafePointer(saved + row * units) : initial, count: units)
      }
    }
  }

  private func startGradients() {
    let units = shape.units
    let zeros = UnsafePointer(memory.zeros)
    for position in 0..<shape.batch {
      let example = Int(live.order[position]) * units
      (memory.hiddenGradient + position * units).update(
        from: direction.finalHiddenGradient.map { $0 + example } ?? zeros, count: units)
      (memory.savedGradient + position * units).update(
        from: direction.finalSavedGradient.map { $0 + example } ?? zeros, count: units)
    }
  }

  private func writeInitialGradients() {
    let units = shape.units
    for position in 0..<shape.batch {
      let example = Int(live.order[position]) * units
      if let target = direction.initialHiddenGradient {
        (target + example).update(from: memory.hiddenGradient + position * units, count: units)
      }
      if let target = direction.initialSavedGradient {
        (target + example).update(from: memory.savedGradient + position * units, count: units)
      }
    }
  }
}
