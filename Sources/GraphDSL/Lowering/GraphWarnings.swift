import Runtime

/// What is no error in a graph but probably not meant.
enum GraphWarnings {
  /// Warns of nodes and of calls of blocks that neither loss, metrics nor outputs need; a place whose
  /// copies are used in some step of a loop or in some call is fine.
  static func reportDeadNodes(
    of expanded: ExpandedModel, into diagnostics: inout Diagnostics
  ) {
    guard !expanded.sinks.isEmpty else { return }
    var needed = Set(expanded.sinks.flatMap(\.sources))
    var alive: Set<SourceSpan> = []
    for node in expanded.nodes.reversed() where needed.contains(node.name.value) {
      needed.formUnion(node.sources)
      alive.insert(node.name.span)
      alive.formUnion(node.enclosures.filter(\.isCall).map(\.name.span))
    }
    for node in expanded.nodes where !needed.contains(node.name.value) {
      // Of a call that nothing needs, not of every node in it.
      let call = node.enclosures.firstIndex { $0.isCall && !alive.contains($0.name.span) }
      let name = call.map { node.enclosures[$0].name } ?? node.name
      guard alive.insert(name.span).inserted else { continue }
      let start = diagnostics.all.count
      diagnostics.warning(
        "neither the loss nor a metric nor an output needs `\(name.value)`", at: name.span,
        hint: "read it with `from: \(NodeSpec.key(of: name.value))`, or remove it",
        code: "dead-node")
      diagnostics.place(from: start, in: Array(node.enclosures[..<(call ?? node.enclosures.count)]))
    }
  }
}
