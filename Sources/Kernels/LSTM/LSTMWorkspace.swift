/// The scratch memory of one direction.
struct LSTMWorkspace {
  /// [batch]: the rows of the current step.
  let rows: UnsafeMutablePointer<Int32>
  /// [4 · units]: the bias with the forget bias in it.
  let bias: UnsafeMutablePointer<Float>
  /// [units]: the state before the first step, where none is given.
  let zeros: UnsafeMutablePointer<Float>
  /// For the products of the time steps.
  let edge: UnsafeMutablePointer<Float>
  /// [batch, units], longest example first: dh of the step before.
  let hiddenGradient: UnsafeMutablePointer<Float>
  /// [batch, units], longest example first: dc of the step before.
  let cellGradient: UnsafeMutablePointer<Float>
  /// The weights of x and of h₋; transposed in the backward pass.
  let inputWeights: PackedMatrix
  let recurrentWeights: PackedMatrix

  static func scratchCount(_ shape: LSTMShape) -> Int {
    func weights(_ rows: Int) -> Int {
      max(
        PackedMatrix.scratchCount(inner: rows, columns: shape.gateColumns),
        PackedMatrix.scratchCount(inner: shape.gateColumns, columns: rows))
    }
    return ScratchCursor.size(shape.batch) + ScratchCursor.size(shape.gateColumns)
      + ScratchCursor.size(shape.units) + ScratchCursor.size(PanelProduct.edgeCount)
      + 2 * ScratchCursor.size(shape.batch * shape.units) + weights(shape.inputs)
      + weights(shape.units)
  }

  /// Takes its memory for the forward pass, or for the backward pass with transposed weights.
  init(_ shape: LSTMShape, transposed: Bool, scratch: inout ScratchCursor) {
    rows = scratch.integers(shape.batch)
    bias = scratch.floats(shape.gateColumns)
    zeros = scratch.floats(shape.units)
    edge = scratch.floats(PanelProduct.edgeCount)
    hiddenGradient = scratch.floats(shape.batch * shape.units)
    cellGradient = scratch.floats(shape.batch * shape.units)
    let gates = shape.gateColumns
    inputWeights = PackedMatrix(
      inner: transposed ? gates : shape.inputs, columns: transposed ? shape.inputs : gates,
      scratch: &scratch)
    recurrentWeights = PackedMatrix(
      inner: transposed ? gates : shape.units, columns: transposed ? shape.units : gates,
      scratch: &scratch)
    zeros.update(repeating: 0, count: shape.units)
  }

  /// Writes the bias of a direction with the forget bias in it.
  func fillBias(_ direction: LSTMDirection, _ shape: LSTMShape) {
    bias.update(from: direction.bias, count: shape.gateColumns)
    for unit in 2 * shape.units..<3 * shape.units { bias[unit] += shape.forgetBias }
  }
}
