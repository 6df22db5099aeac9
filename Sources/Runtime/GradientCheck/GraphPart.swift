/// Some nodes of a graph as a graph of their own: what they read of other nodes becomes an input.
struct GraphPart {
  /// The part; every value is stored as far past an example's end as in the whole graph.
  private(set) var builder: GraphBuilder
  /// What the part reads from outside, in both graphs; parameters, states and constants left out.
  private(set) var inputs: [(whole: Value, part: Value)] = []
  /// What is looked at, in the part.
  private(set) var outputs: [Value] = []

  /// Cuts a part out.
  ///
  /// - Parameters:
  ///   - nodes: The nodes, in order.
  ///   - graph: The whole forward graph, its overhangs resolved.
  ///   - mode: What it is for.
  ///   - wanted: The values of the whole graph that are looked at.
  /// - Throws: ``OpError`` when an op refuses its inputs, which it did not in the whole graph.
  init(
    _ nodes: [Int], of graph: Graph, mode: GraphBuilder.Mode, outputs wanted: [Value]
  ) throws(OpError) {
    builder = GraphBuilder(mode: mode)
    var copies: [Value: Value] = [:]
    for index in nodes {
      let node = graph.nodes[index]
      let inputs = node.inputs.map { value -> Value in
        if let copy = copies[value] { return copy }
        let copy = declare(value, of: graph)
        copies[value] = copy
        return copy
      }
      let results = try builder.scoped(node.name) { builder throws(OpError) in
        try builder.append(node.op, inputs)
      }
      for (whole, part) in zip(node.results, results) {
        copies[whole] = part
        builder.graph.values[part.index].type.overhang = graph[whole].type.overhang
      }
    }
    builder.resolveOverhangs()
    outputs = wanted.compactMap { copies[$0] }
  }

  private mutating func declare(_ value: Value, of graph: Graph) -> Value {
    let info = graph[value]
    let sizes = info.type.dims.compactMap(\.fixedSize)
    switch info.source?.kind {
    case .parameter:
      return builder.parameter(info.name, sizes, info.source?.initializer ?? .zeros)
    case .state: return builder.state(info.name, sizes, info.source?.initializer ?? .zeros)
    case .constant(let number): return builder.constant(number)
    case .input, nil:
      let copy = builder.input(info.name, info.type)
      inputs.append((value, copy))
      return copy
    }
  }
}
