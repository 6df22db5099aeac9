/// The memory of one direction of a recurrent layer.
///
/// The gates stand along the columns in the cell's order. `forward` leaves in `gates` what
/// `backward` needs of them, in `saved` the second state of a cell that has one (c of an LSTM), and in
/// `previousHidden` the h₋ that each row started from; `backward` replaces the gates by their
/// gradients.
public struct RecurrentDirection: @unchecked Sendable {
  /// Whether it runs from the last element of each example to the first.
  public var reversed: Bool
  /// [inputs + units, kernelColumns]: the weights of x, then those of h₋.
  public var kernel: UnsafePointer<Float>
  /// [gateColumns].
  public var bias: UnsafePointer<Float>
  /// [rows, gateColumns].
  public var gates: UnsafeMutablePointer<Float>
  /// [rows, units]; nil for a cell without a second state.
  public var saved: UnsafeMutablePointer<Float>?
  /// [rows, units].
  public var previousHidden: UnsafeMutablePointer<Float>
  /// The first of the `units` columns of y and of dY that belong to this direction.
  public var column: Int
  /// [batch, units]; nil for zeros.
  public var initialHidden: UnsafePointer<Float>?
  /// [batch, units]; nil for zeros.
  public var initialSaved: UnsafePointer<Float>?
  /// [batch, units]: h after the last step of each example, or its initial state if it has none.
  public var finalHidden: UnsafeMutablePointer<Float>?
  /// [batch, units]: the second state after the last step of each example, or its initial state.
  public var finalSaved: UnsafeMutablePointer<Float>?
  /// [inputs + units, kernelColumns]: written by `backward`.
  public var kernelGradient: UnsafeMutablePointer<Float>?
  /// [gateColumns]: written by `backward`.
  public var biasGradient: UnsafeMutablePointer<Float>?
  /// [batch, units]: the gradients that reach the final states; nil for zeros.
  public var finalHiddenGradient: UnsafePointer<Float>?
  /// [batch, units]: the gradients that reach the final states; nil for zeros.
  public var finalSavedGradient: UnsafePointer<Float>?
  /// [batch, units]: written by `backward`.
  public var initialHiddenGradient: UnsafeMutablePointer<Float>?
  /// [batch, units]: written by `backward`.
  public var initialSavedGradient: UnsafeMutablePointer<Float>?

  /// A direction from zero initial states; what else it reads or writes is set afterwards.
  public init(
    reversed: Bool, kernel: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    gates: UnsafeMutablePointer<Float>, saved: UnsafeMutablePointer<Float>?,
    previousHidden: UnsafeMutablePointer<Float>, column: Int = 0
  ) {
    self.reversed = reversed
    self.kernel = kernel
    self.bias = bias
    self.gates = gates
    self.saved = saved
    self.previousHidden = previousHidden
    self.column = column
  }
}
