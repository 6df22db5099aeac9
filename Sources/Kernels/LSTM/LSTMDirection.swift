/// The memory of one direction of an LSTM layer.
///
/// The gates stand along the columns in the order i, j, f, o (input, candidate, forget, output):
/// i' = σ(i), j' = tanh j, f' = σ(f + forget bias), o' = σ(o), c = f'·c₋ + i'·j', h = o'·tanh c.
/// `forward` leaves i', j', f', o' in `gates`, c in `cells` and in `previousHidden` the h₋ that each
/// row started from; `backward` needs them and replaces the gates by their gradients.
public struct LSTMDirection: @unchecked Sendable {
  /// Whether it runs from the last element of each example to the first.
  public var reversed: Bool
  /// [inputs + units, 4 · units]: the weights of x, then those of h₋.
  public var kernel: UnsafePointer<Float>
  /// [4 · units].
  public var bias: UnsafePointer<Float>
  /// [rows, 4 · units].
  public var gates: UnsafeMutablePointer<Float>
  /// [rows, units].
  public var cells: UnsafeMutablePointer<Float>
  /// [rows, units].
  public var previousHidden: UnsafeMutablePointer<Float>
  /// The first of the `units` columns of y and of dY that belong to this direction.
  public var column: Int
  /// [batch, units] each; nil for zeros.
  public var initialHidden: UnsafePointer<Float>?
  /// [batch, units]; nil for zeros.
  public var initialCell: UnsafePointer<Float>?
  /// [batch, units]: h after the last step of each example, or its initial state if it has none.
  public var finalHidden: UnsafeMutablePointer<Float>?
  /// [batch, units]: c after the last step of each example, or its initial state if it has none.
  public var finalCell: UnsafeMutablePointer<Float>?
  /// [inputs + units, 4 · units]: written by `backward`.
  public var kernelGradient: UnsafeMutablePointer<Float>?
  /// [4 · units]: written by `backward`.
  public var biasGradient: UnsafeMutablePointer<Float>?
  /// [batch, units]: the gradients that reach the final states; nil for zeros.
  public var finalHiddenGradient: UnsafePointer<Float>?
  /// [batch, units]: the gradients that reach the final states; nil for zeros.
  public var finalCellGradient: UnsafePointer<Float>?
  /// [batch, units]: written by `backward`.
  public var initialHiddenGradient: UnsafeMutablePointer<Float>?
  /// [batch, units]: written by `backward`.
  public var initialCellGradient: UnsafeMutablePointer<Float>?

  /// A direction from zero initial states; what else it reads or writes is set afterwards.
  public init(
    reversed: Bool, kernel: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    gates: UnsafeMutablePointer<Float>, cells: UnsafeMutablePointer<Float>,
    previousHidden: UnsafeMutablePointer<Float>, column: Int = 0
  ) {
    self.reversed = reversed
    self.kernel = kernel
    self.bias = bias
    self.gates = gates
    self.cells = cells
    self.previousHidden = previousHidden
    self.column = column
  }
}
