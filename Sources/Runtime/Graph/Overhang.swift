extension GraphBuilder {
  /// Decides how many steps past an example's end each ragged value stores: as many as the nodes
  /// that read it ask for, and none where nobody looks.
  ///
  /// Call it once, on the forward graph, before gradients are appended: a gradient is stored like
  /// the value it is of.
  ///
  /// - Parameter outputs: Values that are read out with their padding.
  public mutating func resolveOverhangs(padded outputs: [Value] = []) {
    for value in outputs { graph.raise(value, to: .max) }
    for node in graph.nodes.reversed() {
      // A kernel walks its results row by row, so all of a node's results store the same steps.
      let result = node.results.map { graph[$0].type.overhang }.max() ?? 0
      for value in node.results { graph.raise(value, to: result) }
      let types = node.inputs.map { graph[$0].type }
      let overhangs = node.op.overhangs(ofInputs: types, result: result)
      for (input, overhang) in zip(node.inputs, overhangs) { graph.raise(input, to: overhang) }
    }
  }
}

extension Graph {
  fileprivate mutating func raise(_ value: Value, to overhang: Int) {
    guard self[value].type.isRagged else { return }
    values[value.index].type.overhang = max(self[value].type.overhang, overhang)
  }
}
