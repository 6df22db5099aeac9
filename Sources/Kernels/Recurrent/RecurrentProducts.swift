/// The products over all elements at once, before and after the loop over the time steps.
///
/// They are lists of tasks that follow from the sizes alone; each task writes numbers of its own.
struct RecurrentProducts {
  let shape: RecurrentShape
  let scratch: ScratchCursor

  /// Rows of x or dX taken together, few enough for the second cache to hold with their gates.
  private static let rowBlock = 96

  /// The weight tasks of one direction: blocks of the rows of W, then of U for each product.
  private static func weightTasks(
    _ shape: RecurrentShape
  ) -> (inputs: Int, states: Int, all: Int) {
    let block = WeightGradient.blockSize
    let inputs = (shape.inputs + block - 1) / block
    let states = (shape.units + block - 1) / block
    return (inputs, states, inputs + states * shape.layout.products.count)
  }

  private static func rowTasks(_ shape: RecurrentShape) -> Int {
    (shape.rows + rowBlock - 1) / rowBlock
  }

  static func scratchCount(_ shape: RecurrentShape, directions: Int) -> Int {
    directions
      * (rowTasks(shape) * ScratchCursor.size(PanelProduct.edgeCount)
        + weightTasks(shape).all * WeightGradient.scratchCount())
  }

  /// gates = x · W + bias for every direction.
  func project(
    _ steps: [RecurrentSteps], x: UnsafePointer<Float>, xStride: Int, on pool: WorkerPool
  ) {
    pool.run(count: steps.count) { index in
      let step = steps[index]
      step.memory.fillBias(step.direction, shape)
      step.memory.inputWeights.pack(step.direction.kernel, stride: shape.kernelColumns)
    }
    let a = RowSet(base: UnsafeMutablePointer(mutating: x), stride: xStride, index: nil)
    pool.run(count: steps.count * Self.rowTasks(shape)) { index in
      let step = steps[index % steps.count]
      let rows = rowRange(index / steps.count)
      let gates = step.direction.gates
      RowKernels.setBias(
        step.memory.bias, in: gates + rows.lowerBound * shape.gateColumns, rows: rows.count,
        columns: shape.gateColumns, stride: shape.gateColumns)
      step.memory.inputWeights.apply(
        a, to: RowSet(base: gates, stride: shape.gateColumns, index: nil), rows: rows,
        overwrite: false, edge: edge(index))
    }
  }

  /// dW = xᵀ·dG, dU = h₋ᵀ·dG, the column sums of dG, and dX = Σ dG·Wᵀ over the directions.
  func differentiate(
    _ steps: [RecurrentSteps], x: UnsafePointer<Float>, xStride: Int,
    dX: UnsafeMutablePointer<Float>?, dXStride: Int, on pool: WorkerPool
  ) {
    if dX != nil {
      pool.run(count: steps.count) { index in
        steps[index].memory.inputWeights.packTransposed(
          steps[index].direction.kernel, stride: shape.kernelColumns)
      }
    }
    let each = Self.weightTasks(shape).all
    let weights = each * steps.count
    let rowTasks = dX == nil ? 0 : Self.rowTasks(shape)
    pool.run(count: weights + rowTasks + steps.count) { index in
      if index < weights {
        weightGradient(
          steps[index % steps.count].direction, task: index / steps.count, slot: index, x, xStride)
      } else if index < weights + rowTasks {
        inputGradient(steps, task: index - weights, dX, dXStride)
      } else if let sums = steps[index - weights - rowTasks].direction.biasGradient {
        RowKernels.columnSums(
          steps[index - weights - rowTasks].direction.gates, rows: shape.rows,
          columns: shape.gateColumns, stride: shape.gateColumns, into: sums)
      }
    }
  }

  private func weightGradient(
    _ direction: RecurrentDirection, task: Int, slot: Int, _ x: UnsafePointer<Float>,
    _ xStride: Int
  ) {
    guard let target = direction.kernelGradient else { return }
    let tasks = Self.weightTasks(shape)
    var cursor = scratch
    _ = cursor.floats(slot * WeightGradient.scratchCount())
    let gradient = WeightGradient(scratch: &cursor)
    if task < tasks.inputs {
      let first = task * WeightGradient.blockSize
      return gradient.run(
        left: x + first, leftStride: xStride,
        leftColumns: min(WeightGradient.blockSize, shape.inputs - first), right: direction.gates,
        rightStride: shape.gateColumns, rightColumns: shape.kernelColumns, rows: shape.rows,
        target: target + first * shape.kernelColumns, targetStride: shape.kernelColumns)
    }
    let product = shape.layout.products[(task - tasks.inputs) / tasks.states]
    let first = (task - tasks.inputs) % tasks.states * WeightGradient.blockSize
    let state = product.readsSaved ? direction.saved : direction.previousHidden
    gradient.run(
      left: UnsafePointer(state ?? direction.previousHidden) + first, leftStride: shape.units,
      leftColumns: min(WeightGradient.blockSize, shape.units - first),
      right: direction.gates + product.gates * shape.units, rightStride: shape.gateColumns,
      rightColumns: product.weights.count * shape.units, rows: shape.rows,
      target: target + (shape.inputs + first) * shape.kernelColumns
        + product.weights.lowerBound * shape.units, targetStride: shape.kernelColumns)
  }

  /// A block of rows of dX, one direction after the other.
  private func inputGradient(
    _ steps: [RecurrentSteps], task: Int, _ dX: UnsafeMutablePointer<Float>?, _ dXStride: Int
  ) {
    guard let dX else { return }
    let target = RowSet(base: dX, stride: dXStride, index: nil)
    let weightScratch = steps.count * Self.weightTasks(shape).all * WeightGradient.scratchCount()
    for (position, step) in steps.enumerated() {
      step.memory.inputWeights.apply(
        RowSet(base: step.direction.gates, stride: shape.gateColumns, index: nil), to: target,
        rows: rowRange(task), overwrite: position == 0,
        edge: edge(task, after: weightScratch))
    }
  }

  /// The memory for the right edge of the products of a task.
  private func edge(_ task: Int, after used: Int = 0) -> UnsafeMutablePointer<Float> {
    var cursor = scratch
    _ = cursor.floats(used + task * ScratchCursor.size(PanelProduct.edgeCount))
    return cursor.floats(PanelProduct.edgeCount)
  }

  /// Nearly equal blocks of rows.
  private func rowRange(_ task: Int) -> Range<Int> {
    let count = Self.rowTasks(shape)
    return shape.rows * task / count..<shape.rows * (task + 1) / count
  }
}
