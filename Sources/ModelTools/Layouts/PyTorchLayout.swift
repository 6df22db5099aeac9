import QuickDrawModels

/// The tensors of a PyTorch module whose parts are called as the model's nodes are: a node
/// `convs.0.conv` is `convs["0"]["conv"]`, and its kernel `convs.0.conv.weight`.
///
/// Kernels of convolutions are `[out, in, window]` there and `[window, in, out]` here; matrices are
/// transposed; of recurrent cells the gates are in another order and there are two biases
/// (``GateLayout``).
enum PyTorchLayout {
  /// The tensors of a node; nil for an op that has no counterpart.
  static func groups(of layer: LayerWeights) -> [TensorGroup]? {
    let groups: [TensorGroup?]
    switch layer.op {
    case "conv1d", "dense", "transposed_conv1d":
      groups = layer.tensors.map { tensor in
        tensor.name.hasSuffix("/kernel")
          ? TensorGroup.transposed(tensor, to: "\(layer.node).weight")
          : TensorGroup.renamed(tensor, to: "\(layer.node).bias")
      }
    case "batch_norm", "layer_norm", "rms_norm", "group_norm", "embedding":
      groups = layer.tensors.map { tensor in
        names[part(of: tensor)].map { TensorGroup.renamed(tensor, to: "\(layer.node).\($0)") }
      }
    case "lstm", "bidirectional_lstm": groups = recurrent(layer, .lstm)
    case "gru", "bidirectional_gru": groups = recurrent(layer, .gru)
    case "rnn", "bidirectional_rnn": groups = recurrent(layer, .simple)
    default: return nil
    }
    let found = groups.compactMap { $0 }
    return found.count == groups.count ? found : nil
  }

  /// What a module has besides and this program does not need.
  static func ignored(of layer: LayerWeights) -> [String] {
    layer.op == "batch_norm" ? ["\(layer.node).num_batches_tracked"] : []
  }

  private static let names = [
    "gamma": "weight", "beta": "bias", "moving_mean": "running_mean",
    "moving_variance": "running_var", "table": "weight",
  ]

  private static func part(of tensor: TensorShape) -> String {
    tensor.name.split(separator: "/").last.map(String.init) ?? tensor.name
  }

  /// The layers and directions of a recurrent node.
  ///
  /// `0.forward/kernel` and its bias are `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0` and
  /// `bias_hh_l0`; a second direction has `_reverse` behind. A node that only reads backwards is a
  /// module of one direction that is given reversed sequences.
  private static func recurrent(_ layer: LayerWeights, _ gates: GateLayout) -> [TensorGroup?] {
    let hasBoth = layer.op.hasPrefix("bidirectional_")
    return layer.tensors.filter { $0.name.hasSuffix("/kernel") }.map { kernel in
      let stem = kernel.name.dropFirst(layer.node.count + 1).dropLast("/kernel".count)
      guard let dot = stem.firstIndex(of: "."), let bias = layer["\(stem)/bias"] else { return nil }
      let isSecond = hasBoth && stem[dot...] == ".backward"
      let suffix = "_l\(stem[..<dot])" + (isSecond ? "_reverse" : "")
      return gates.group(
        kernel: kernel, bias: bias,
        names: ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map {
          "\(layer.node).\($0)\(suffix)"
        })
    }
  }
}
