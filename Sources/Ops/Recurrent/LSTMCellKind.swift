import Runtime

/// How an LSTM treats the ends of its sequences and its dropout.
public enum LSTMCellKind: String, AttributeChoice {
  /// Each direction keeps to an example's own steps; the outputs of every layer are dropped out.
  case lstm
  /// The same mathematics under the name of TensorFlow's fused cell.
  case block = "block_lstm"
  /// Lengths are ignored, so the backward direction starts in the padding; dropout lies between the
  /// layers only.
  case cudnn = "cudnn_lstm"

  static let attribute = Attribute<LSTMCellKind>(
    "cell", "How sequences end: cudnn_lstm ignores their lengths.", default: .lstm)

  /// Whether the steps past an example's end are left out.
  var respectsLengths: Bool { self != .cudnn }
}
