/// The sizes of an LSTM layer over a ragged batch.
public struct LSTMShape: Sendable {
  /// The number of examples.
  public var batch: Int
  /// The number of elements of all examples together: the rows of x, gates, cells and hidden states.
  public var rows: Int
  /// The features of an element of x.
  public var inputs: Int
  /// The size of the hidden state; at least 1.
  public var units: Int
  /// At least the greatest length; scratch memory grows with it.
  public var maxLength: Int
  /// Added to the bias of the forget gate.
  public var forgetBias: Float

  /// The sizes as given.
  public init(
    batch: Int, rows: Int, inputs: Int, units: Int, maxLength: Int, forgetBias: Float = 1
  ) {
    self.batch = batch
    self.rows = rows
    self.inputs = inputs
    self.units = units
    self.maxLength = maxLength
    self.forgetBias = forgetBias
  }

  /// The columns of a row of gates.
  var gateColumns: Int { 4 * units }
}
