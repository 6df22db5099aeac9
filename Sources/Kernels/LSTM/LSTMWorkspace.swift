/// The scratch memory of one direction.
struct LSTMWorkspace {
  /// [batch]: the rows of the current step.
  let rows: UnsafeMutablePointer<Int32>
  /// [4 · units]: the bias with the forget bias in it.
  let bias: UnsafeMutablePointer<Float>
  /// [units]: the state before the first step, where none is given.
  let zeros: UnsafeMutablePointer<Float>
  /// [batch, units], longest example first: dh of the step before.
  let hiddenGradient: UnsafeMutablePointer<Float>
  /// [batch, units], longest example first: dc of the step before.
  let cellGradient: UnsafeMutablePointer<Float>
  private let packed: ScratchCursor

  static func scratchCount(_ shape: LSTMShape) -> Int {
    let units = shape.units
    return ScratchCursor.size(shape.batch) + ScratchCursor.size(shape.gateColumns)
      + ScratchCursor.size(units) + 2 * ScratchCursor.size(shape.batch * units)
      + max(
        RecurrentProduct.scratchCount(inner: units, columns: shape.gateColumns),
        RecurrentProduct.scratchCount(inner: shape.gateColumns, columns: units))
  }

  /// Takes its memory; the contents are the concern of each pass.
  init(_ shape: LSTMShape, scratch: inout ScratchCursor) {
    rows = scratch.integers(shape.batch)
    bias = scratch.floats(shape.gateColumns)
    zeros = scratch.floats(shape.units)
    hiddenGradient = scratch.floats(shape.batch * shape.units)
    cellGradient = scratch.floats(shape.batch * shape.units)
    packed = scratch
    _ = scratch.floats(
      max(
        RecurrentProduct.scratchCount(inner: shape.units, columns: shape.gateColumns),
        RecurrentProduct.scratchCount(inner: shape.gateColumns, columns: shape.units)))
  }

  /// Packs the recurrent weights for h₋ · U, or transposed for dG · Uᵀ.
  func product(
    _ direction: LSTMDirection, _ shape: LSTMShape, transposed: Bool
  ) -> RecurrentProduct {
    var cursor = packed
    return RecurrentProduct(
      packing: direction.kernel + shape.inputs * shape.gateColumns, stride: shape.gateColumns,
      transposed: transposed, inner: transposed ? shape.gateColumns : shape.units,
      columns: transposed ? shape.units : shape.gateColumns, scratch: &cursor)
  }

  /// Writes the bias of a direction with the forget bias in it.
  func fillBias(_ direction: LSTMDirection, _ shape: LSTMShape) {
    bias.update(from: direction.bias, count: shape.gateColumns)
    for unit in 2 * shape.units..<3 * shape.units { bias[unit] += shape.forgetBias }
  }
}
