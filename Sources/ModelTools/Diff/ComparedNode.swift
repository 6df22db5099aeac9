import GraphDSL
import Ops
import Runtime

/// A node of a model with all that can differ from another's.
struct ComparedNode {
  /// Which part of the model a node belongs to.
  enum Part: String, Sendable { case graph, loss, metrics, outputs }

  let part: Part
  /// The whole name, such as `convs.0.conv`; without the part for metrics and outputs.
  let name: String
  /// What it reads, in the order of the op's operands.
  let inputs: [String]
  let call: ComparedCall
  /// The result's type, such as `[B, T, 48]`; other elements than floats are named before.
  let shape: String
  /// The trained elements that belong to it.
  let parameters: Int

  /// Such as `dense(pooled) {units: 345}`.
  var text: String {
    "\(call.op)(\(inputs.joined(separator: ", ")))\(call.attributeText)"
  }

  /// The nodes of a model, in their order.
  static func nodes(of model: LoweredModel, _ store: ParameterStore) -> [ComparedNode] {
    let schemas = Dictionary(catalog.map { ($0.schema.name, $0.schema) }) { first, _ in first }
    let counts = store.parameterCounts
    let graphCount = model.expanded.nodes.count
    return model.nodes.enumerated().map { index, node in
      let name = node.spec.name.value
      let part: Part =
        index < graphCount
        ? .graph
        : name.hasPrefix("metrics.") ? .metrics : name.hasPrefix("outputs.") ? .outputs : .loss
      let type = model.graph.builder.type(of: node.value)
      return ComparedNode(
        part: part, name: part == .graph ? name : node.spec.key, inputs: node.inputs,
        call: ComparedCall(
          node.spec.op.value, given: node.attributes,
          declared: schemas[node.spec.op.value]?.attributes ?? []),
        shape: type.scalar == .f32 ? type.shapeDescription : type.description,
        parameters: counts[name] ?? 0)
    }
  }
}
