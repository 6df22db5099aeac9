import Runtime

/// What is no error in a graph but probably not meant.
enum GraphWarnings {
  /// Warns of nodes whose result depends on what padding holds, each place once.
  static func reportPaddingLeaks(
    of builder: GraphBuilder, _ expanded: ExpandedModel, schemas: [String: OpSchema],
    into diagnostics: inout Diagnostics
  ) {
    let nodes = expanded.nodes + expanded.sinks
    var seen: Set<SourceSpan> = []
    for leak in builder.paddingLeaks {
      guard
        let node = nodes.last(where: {
          leak.node == $0.name.value || leak.node.hasPrefix($0.name.value + ".")
        }), seen.insert(node.op.span).inserted
      else { continue }
      let input = builder.graph[leak.input].name
      let canMask = schemas[node.op.value]?.attributes.contains { $0.name == "mask" } == true
      diagnostics.report(
        Diagnostic(
          "`\(node.name.value)` reads steps of `\(input)` past an example's end that are not "
            + "zero, so what an example gives depends on the examples beside it",
          at: node.op.span, hint: canMask ? "`mask: true` makes them zero first" : nil,
          code: "padding-leak", severity: .warning))
    }
  }

  /// Warns of nodes that neither loss, metrics nor outputs need; a place whose copies are used in
  /// some step of a loop is fine.
  static func reportDeadNodes(
    of expanded: ExpandedModel, into diagnostics: inout Diagnostics
  ) {
    guard !expanded.sinks.isEmpty else { return }
    var needed = Set(expanded.sinks.flatMap(sources))
    var alive: Set<SourceSpan> = []
    for node in expanded.nodes.reversed() where needed.contains(node.name.value) {
      needed.formUnion(sources(of: node))
      alive.insert(node.name.span)
    }
    for node in expanded.nodes where alive.insert(node.name.span).inserted {
      diagnostics.report(
        Diagnostic(
          "neither the loss nor a metric nor an output needs `\(node.name.value)`",
          at: node.name.span, hint: "read it with `from: \(node.key)`, or remove it",
          code: "dead-node", severity: .warning))
    }
  }

  private static func sources(of node: NodeSpec) -> [String] {
    node.inputs.map(\.source) + node.settings.flatMap(\.sizedTensors.values)
  }
}
