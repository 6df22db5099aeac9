/// The large products after the backward loop: dW = xᵀ·dG, dU = h₋ᵀ·dG, the column sums of dG and
/// dX = Σ dG·Wᵀ over the directions, as one list of tasks.
struct LSTMGradients {
  let shape: LSTMShape
  let directions: [LSTMDirection]
  let x: UnsafePointer<Float>
  let xStride: Int
  let dX: UnsafeMutablePointer<Float>?
  let dXStride: Int

  func run(on pool: WorkerPool) {
    let inputBlocks = GemmBlocks(m: shape.inputs, n: shape.gateColumns, k: shape.rows)
    let hiddenBlocks = GemmBlocks(m: shape.units, n: shape.gateColumns, k: shape.rows)
    let rowBlocks = GemmBlocks(m: shape.rows, n: shape.inputs, k: shape.gateColumns)
    let each = inputBlocks.count + hiddenBlocks.count + 1
    let weights = each * directions.count
    pool.run(count: weights + (dX == nil ? 0 : rowBlocks.count)) { index in
      guard index < weights else { return inputGradient(rowBlocks[index - weights]) }
      let direction = directions[index % directions.count]
      let task = index / directions.count
      if task < inputBlocks.count {
        inputWeights(direction, inputBlocks[task])
      } else if task < each - 1 {
        recurrentWeights(direction, hiddenBlocks[task - inputBlocks.count])
      } else if let sums = direction.biasGradient {
        RowKernels.columnSums(
          direction.gates, rows: shape.rows, columns: shape.gateColumns, stride: shape.gateColumns,
          into: sums)
      }
    }
  }

  private func inputWeights(
    _ direction: LSTMDirection, _ block: (rows: Range<Int>, columns: Range<Int>)
  ) {
    guard let target = direction.kernelGradient else { return }
    weights(x, stride: xStride, direction, target, block)
  }

  private func recurrentWeights(
    _ direction: LSTMDirection, _ block: (rows: Range<Int>, columns: Range<Int>)
  ) {
    guard let target = direction.kernelGradient else { return }
    weights(
      direction.previousHidden, stride: shape.units, direction,
      target + shape.inputs * shape.gateColumns, block)
  }

  /// A block of leftᵀ · dG.
  private func weights(
    _ left: UnsafePointer<Float>, stride: Int, _ direction: LSTMDirection,
    _ target: UnsafeMutablePointer<Float>, _ block: (rows: Range<Int>, columns: Range<Int>)
  ) {
    let (rows, columns) = block
    Gemm.gemm(
      true, false, m: rows.count, n: columns.count, k: shape.rows, left + rows.lowerBound,
      lda: stride, direction.gates + columns.lowerBound, ldb: shape.gateColumns,
      target + rows.lowerBound * shape.gateColumns + columns.lowerBound, ldc: shape.gateColumns)
  }

  /// A block of dX, one direction after the other.
  private func inputGradient(_ block: (rows: Range<Int>, columns: Range<Int>)) {
    guard let dX else { return }
    let (rows, columns) = block
    for (position, direction) in directions.enumerated() {
      Gemm.gemm(
        false, true, m: rows.count, n: columns.count, k: shape.gateColumns,
        direction.gates + rows.lowerBound * shape.gateColumns, lda: shape.gateColumns,
        direction.kernel + columns.lowerBound * shape.gateColumns, ldb: shape.gateColumns,
        beta: position == 0 ? 0 : 1, dX + rows.lowerBound * dXStride + columns.lowerBound,
        ldc: dXStride)
    }
  }
}
