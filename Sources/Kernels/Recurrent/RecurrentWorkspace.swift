/// The scratch memory of one direction.
struct RecurrentWorkspace {
  /// [batch]: the rows of the current step.
  let rows: UnsafeMutablePointer<Int32>
  /// [gateColumns]: the bias with the forget bias in it.
  let bias: UnsafeMutablePointer<Float>
  /// [units]: the state before the first step, where none is given.
  let zeros: UnsafeMutablePointer<Float>
  /// For the products of the time steps.
  let edge: UnsafeMutablePointer<Float>
  /// [batch, units], longest example first: dh of the step before.
  let hiddenGradient: UnsafeMutablePointer<Float>
  /// [batch, units], longest example first: the gradient of the second state of the step before, or
  /// of this step's where a product reads it.
  let savedGradient: UnsafeMutablePointer<Float>
  /// The weights of x; transposed in the backward pass.
  let inputWeights: PackedMatrix
  /// The weights of each product of the loop; transposed in the backward pass.
  let stateWeights: [PackedMatrix]

  static func scratchCount(_ shape: RecurrentShape) -> Int {
    func weights(_ rows: Int, _ columns: Int) -> Int {
      max(
        PackedMatrix.scratchCount(inner: rows, columns: columns),
        PackedMatrix.scratchCount(inner: columns, columns: rows))
    }
    let products = shape.layout.products.reduce(0) {
      $0 + weights(shape.units, $1.weights.count * shape.units)
    }
    return ScratchCursor.size(shape.batch) + ScratchCursor.size(shape.gateColumns)
      + ScratchCursor.size(shape.units) + ScratchCursor.size(PanelProduct.edgeCount)
      + 2 * ScratchCursor.size(shape.batch * shape.units)
      + weights(shape.inputs, shape.kernelColumns)
      + products
  }

  /// Takes its memory for the forward pass, or for the backward pass with transposed weights.
  init(_ shape: RecurrentShape, transposed: Bool, scratch: inout ScratchCursor) {
    rows = scratch.integers(shape.batch)
    bias = scratch.floats(shape.gateColumns)
    zeros = scratch.floats(shape.units)
    edge = scratch.floats(PanelProduct.edgeCount)
    hiddenGradient = scratch.floats(shape.batch * shape.units)
    savedGradient = scratch.floats(shape.batch * shape.units)
    func weights(_ rows: Int, _ columns: Int) -> PackedMatrix {
      PackedMatrix(
        inner: transposed ? columns : rows, columns: transposed ? rows : columns,
        scratch: &scratch)
    }
    inputWeights = weights(shape.inputs, shape.kernelColumns)
    stateWeights = shape.layout.products.map {
      weights(shape.units, $0.weights.count * shape.units)
    }
    zeros.update(repeating: 0, count: shape.units)
  }

  /// Writes the bias of a direction with the forget bias in it.
  func fillBias(_ direction: RecurrentDirection, _ shape: RecurrentShape) {
    bias.update(from: direction.bias, count: shape.gateColumns)
    guard let gate = shape.layout.forgetGate else { return }
    for unit in gate * shape.units..<(gate + 1) * shape.units { bias[unit] += shape.forgetBias }
  }
}
