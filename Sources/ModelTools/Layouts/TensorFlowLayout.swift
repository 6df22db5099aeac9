import QuickDrawModels

/// The variables of the Quick, Draw! tutorial's TensorFlow program.
///
/// Their axes and the order of the gates (i, j, f, o; a forget bias of 1 is added when it runs, and not
/// stored) are this program's too, so only names differ: layers are numbered by kind, in the order in
/// which they run.
struct TensorFlowLayout {
  private var counts: [String: Int] = [:]

  /// The tensors of the next node, each with the names that it may have, the tutorial's first; nil for
  /// an op that the tutorial does not have.
  mutating func names(of layer: LayerWeights) -> [(tensor: TensorShape, names: [String])]? {
    let kinds = [
      "conv1d": "conv1d", "dense": "dense", "batch_norm": "batch_normalization",
      "bidirectional_lstm": "cell",
    ]
    guard let kind = kinds[layer.op] else { return nil }
    let number = counts[kind, default: 0]
    counts[kind] = number + 1
    // Its one stack of cells has names that a second could not have.
    guard kind != "cell" || number == 0 else { return nil }
    return layer.tensors.map { tensor in
      let part = String(tensor.name.dropFirst(layer.node.count + 1))
      guard kind != "cell" else { return (tensor, Self.cellNames(part)) }
      // The tutorial numbers its convolutions itself, from 0; TensorFlow's own numbers leave 0 out.
      let plain = number == 0 ? ["\(kind)/\(part)"] : []
      let numbered = ["\(kind)_\(number)/\(part)"]
      return (tensor, kind == "conv1d" ? numbered + plain : plain + numbered)
    }
  }

  /// `0.forward/kernel` as `stack_bidirectional_dynamic_rnn` calls it.
  private static func cellNames(_ part: String) -> [String] {
    let pieces = part.split(whereSeparator: { $0 == "." || $0 == "/" })
    guard pieces.count == 3 else { return [part] }
    let direction = pieces[1] == "forward" ? "fw" : "bw"
    let cell = "cell_\(pieces[0])"
    return ["rnn_classification", "stack_bidirectional_rnn"].map {
      "\($0)/\(cell)/bidirectional_rnn/\(direction)/basic_lstm_cell/\(pieces[2])"
    } + ["\(cell)/\(direction)/\(pieces[2])"]
  }
}
