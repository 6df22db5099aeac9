/// A product of the loop over the steps: rows of a state times some columns of the recurrent weights.
struct StateProduct {
  /// See ``CellLayout/Product``.
  let stage: Int
  let readsSaved: Bool
  private let layout: CellLayout.Product
  private let weights: PackedMatrix
  /// [rows, units]: h₋, or what was saved.
  private let state: UnsafeMutablePointer<Float>
  /// Whether nothing else wrote the gradient of the state before.
  private let isFirst: Bool

  init(
    _ layout: CellLayout.Product, weights: PackedMatrix, state: UnsafeMutablePointer<Float>,
    isFirst: Bool
  ) {
    (stage, readsSaved, self.layout) = (layout.stage, layout.readsSaved, layout)
    (self.weights, self.state, self.isFirst) = (weights, state, isFirst)
  }

  /// Packs the product's columns of a kernel [inputs + units, kernelColumns].
  func pack(_ kernel: UnsafePointer<Float>, _ shape: RecurrentShape) {
    weights.pack(recurrentKernel(kernel, shape), stride: shape.kernelColumns)
  }

  /// Packs them transposed, for `carryBack`.
  func packTransposed(_ kernel: UnsafePointer<Float>, _ shape: RecurrentShape) {
    weights.packTransposed(recurrentKernel(kernel, shape), stride: shape.kernelColumns)
  }

  /// gates += state · weights for the current rows of a range.
  func add(
    to gates: UnsafeMutablePointer<Float>, rows: Range<Int>, _ memory: RecurrentWorkspace,
    _ shape: RecurrentShape
  ) {
    weights.apply(
      RowSet(base: state, stride: shape.units, index: UnsafePointer(memory.rows)),
      to: gateRows(gates, memory, shape), rows: rows, overwrite: false, edge: memory.edge)
  }

  /// The gradient of the state = gates · weightsᵀ, or more of it where others wrote before.
  func carryBack(
    from gates: UnsafeMutablePointer<Float>, rows: Range<Int>, _ memory: RecurrentWorkspace,
    _ shape: RecurrentShape
  ) {
    let target = readsSaved ? memory.savedGradient : memory.hiddenGradient
    weights.apply(
      gateRows(gates, memory, shape), to: RowSet(base: target, stride: shape.units, index: nil),
      rows: rows, overwrite: readsSaved || (isFirst && !shape.layout.hasBypass), edge: memory.edge)
  }

  private func gateRows(
    _ gates: UnsafeMutablePointer<Float>, _ memory: RecurrentWorkspace, _ shape: RecurrentShape
  ) -> RowSet {
    RowSet(
      base: gates + layout.gates * shape.units, stride: shape.gateColumns,
      index: UnsafePointer(memory.rows))
  }

  private func recurrentKernel(
    _ kernel: UnsafePointer<Float>, _ shape: RecurrentShape
  ) -> UnsafePointer<Float> {
    kernel + shape.inputs * shape.kernelColumns + layout.weights.lowerBound * shape.units
  }
}
