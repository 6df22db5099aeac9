/// The cells that a recurrent layer can have.
public enum CellKind: Sendable {
  /// Long short-term memory, see ``LSTMCell``.
  case lstm
  /// A gated recurrent unit that resets after the product, see ``GRUCell``.
  case gru
  /// A gated recurrent unit that resets before the product, see ``ResetFirstGRUCell``.
  case resetFirstGRU
  /// h = tanh of the sums.
  case tanh
  /// h = the larger of 0 and the sums.
  case relu

  /// The blocks of `units` numbers in a row of gates, and in the bias.
  public var gateBlocks: Int { layout.gates }
  /// The blocks of `units` columns of the kernel.
  public var kernelBlocks: Int { layout.weights }
  /// Whether each row keeps a second state beside its gates and h₋.
  public var keepsSaved: Bool { layout.keepsSaved }
  /// Whether the second state goes from step to step, as c of an LSTM.
  public var carriesSaved: Bool { keepsSaved && !layout.products.contains { $0.readsSaved } }

  var layout: CellLayout {
    switch self {
    case .lstm: LSTMCell.layout
    case .gru: GRUCell.layout
    case .resetFirstGRU: ResetFirstGRUCell.layout
    case .tanh: TanhCell.layout
    case .relu: ReLUCell.layout
    }
  }
}
