/// The sizes of a recurrent layer over a ragged batch.
public struct RecurrentShape: Sendable {
  /// What one step computes.
  public let cell: CellKind
  /// The number of examples.
  public let batch: Int
  /// The number of elements of all examples together: the rows of x, gates and states.
  public let rows: Int
  /// The features of an element of x.
  public let inputs: Int
  /// The size of the hidden state; at least 1.
  public let units: Int
  /// At least the greatest length; scratch memory grows with it.
  public let maxLength: Int
  /// Added to the bias of the forget gate, if the cell has one.
  public let forgetBias: Float
  /// The columns of a row of gates.
  public let gateColumns: Int
  /// The columns of the kernel: those of x reach the first so many columns of the gates.
  public let kernelColumns: Int
  let layout: CellLayout

  /// The sizes as given.
  public init(
    cell: CellKind, batch: Int, rows: Int, inputs: Int, units: Int, maxLength: Int,
    forgetBias: Float = 0
  ) {
    (self.cell, self.batch, self.rows, self.inputs) = (cell, batch, rows, inputs)
    (self.units, self.maxLength, self.forgetBias) = (units, maxLength, forgetBias)
    layout = cell.layout
    gateColumns = layout.gates * units
    kernelColumns = layout.weights * units
  }
}
