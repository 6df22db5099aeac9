import GraphDSL
import QuickDrawModels
import Runtime

/// The tensors that one node of a model owns.
struct LayerWeights: Sendable {
  /// The node's whole name.
  let node: String
  /// The op's name.
  let op: String
  /// The tensors, in the order of the model.
  private(set) var tensors: [TensorShape] = []

  /// The tensor called `name` below the node, such as `kernel` or `0.forward/bias`.
  subscript(name: String) -> TensorShape? {
    tensors.first { $0.name == "\(node)/\(name)" || $0.name == "\(node).\(name)" }
  }

  /// Every node of a model that owns tensors, in the order in which they run.
  static func all(of model: LoweredModel) -> [LayerWeights] {
    var layers = model.nodes.map {
      LayerWeights(node: $0.spec.name.value, op: $0.spec.op.value)
    }
    for tensor in ParameterStore(for: model.graph.builder.graph).shapes {
      let owners = layers.indices.filter { index in
        let node = layers[index].node
        return tensor.name.hasPrefix("\(node)/") || tensor.name.hasPrefix("\(node).")
      }
      guard let owner = owners.max(by: { layers[$0].node.count < layers[$1].node.count }) else {
        preconditionFailure("no node owns `\(tensor.name)`")
      }
      layers[owner].tensors.append(tensor)
    }
    return layers.filter { !$0.tensors.isEmpty }
  }
}
