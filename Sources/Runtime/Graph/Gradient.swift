extension GraphBuilder {
  /// Appends the nodes that carry `seeds` back to `targets`.
  ///
  /// Call it on a graph whose overhangs are resolved: gradients are stored like what they are of.
  ///
  /// - Parameters:
  ///   - seeds: The gradient that arrives at each value, usually 1 at the loss.
  ///   - targets: The values whose gradient is wanted.
  /// - Returns: The gradient of each target that a seeded value depends on.
  /// - Throws: ``OpError`` when an op on the way has no gradient.
  public mutating func appendGradient(
    of seeds: [Value: Value], for targets: [Value]
  ) throws(OpError) -> [Value: Value] {
    try appendAllGradients(of: seeds, for: targets).filter { targets.contains($0.key) }
  }

  /// The same, with the gradient of every value on the way, the seeded ones included.
  mutating func appendAllGradients(
    of seeds: [Value: Value], for targets: [Value]
  ) throws(OpError) -> [Value: Value] {
    let wanted = graph.dependents(of: targets)
    var upstream = seeds
    for node in graph.nodes.reversed() {
      let incoming = node.results.map { upstream[$0] }
      let wants = node.inputs.map { wanted[$0.index] }
      guard incoming.contains(where: { $0 != nil }), wants.contains(true) else { continue }
      let call = Call(inputs: node.inputs, results: node.results, wantsGradient: wants)
      let gradients = try scoped(node.name) { builder throws(OpError) in
        try node.op.gradient(of: call, upstream: incoming, in: &builder)
      }
      for (index, gradient) in gradients.enumerated() {
        guard let gradient, wants[index] else { continue }
        let input = node.inputs[index]
        guard let sum = upstream[input] else {
          upstream[input] = gradient
          continue
        }
        upstream[input] = try scoped(graph[input].name) { builder throws(OpError) in
          try builder.append(Accumulate(), [sum, gradient])[0]
        }
      }
    }
    return upstream
  }
}

extension Graph {
  /// For every value, whether it depends on one of `targets` (or is one).
  func dependents(of targets: [Value]) -> [Bool] {
    var depends = Array(repeating: false, count: values.count)
    for target in targets { depends[target.index] = true }
    for node in nodes where node.inputs.contains(where: { depends[$0.index] }) {
      for result in node.results { depends[result.index] = true }
    }
    return depends
  }

  /// The graph without the nodes that neither `outputs` nor a state update needs.
  ///
  /// Values keep their indices; those of removed nodes are simply never made.
  public func pruned(keeping outputs: [Value]) -> Graph {
    var needed = Array(repeating: false, count: values.count)
    for value in outputs { needed[value.index] = true }
    for update in updates { needed[update.value.index] = true }
    var kept: [Node] = []
    for node in nodes.reversed() where node.results.contains(where: { needed[$0.index] }) {
      for input in node.inputs { needed[input.index] = true }
      kept.append(node)
    }
    var graph = self
    graph.nodes = kept.reversed()
    return graph
  }
}
