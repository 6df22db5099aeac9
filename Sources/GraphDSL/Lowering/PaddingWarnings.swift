import Runtime

/// Warns of nodes whose results depend on what padding holds.
///
/// It says who reads it, who fills it, what it reaches and what mends it. Nodes that one place of the
/// file stands for are told of once.
struct PaddingWarnings {
  private let graph: ModelGraph
  private let nodes: [String: NodeSpec]
  private let places: SourceMap
  private let catalog: [String: any CatalogOp.Type]

  init(
    _ graph: ModelGraph, _ expanded: ExpandedModel, _ places: SourceMap,
    catalog: [String: any CatalogOp.Type]
  ) {
    (self.graph, self.places, self.catalog) = (graph, places, catalog)
    nodes = Dictionary((expanded.nodes + expanded.sinks).map { ($0.name.value, $0) }) { first, _ in
      first
    }
  }

  /// Reports every place of the file whose leak reaches the loss, a metric or an output.
  func report(into diagnostics: inout Diagnostics) {
    let report = PaddingReport(graph.builder.graph)
    guard !report.leaks.isEmpty else { return }
    var order: [SourceSpan] = []
    var leaks: [SourceSpan: (node: NodeSpec, leaks: [PaddingLeak])] = [:]
    for leak in report.leaks {
      guard let node = node(leak.node) else { continue }
      if leaks[node.op.span] == nil { order.append(node.op.span) }
      leaks[node.op.span, default: (node, [])].leaks.append(leak)
    }
    for place in order {
      guard let (node, leaks) = leaks[place], let first = leaks.first else { continue }
      let results = results(reachedBy: report.reach(of: leaks))
      guard !results.isEmpty else { continue }
      let start = diagnostics.all.count
      diagnostics.report(
        Diagnostic(
          message(node, first, results), at: place, notes: notes(first),
          hint: hint(node, first), code: "padding-leak", severity: .warning))
      diagnostics.place(from: start, in: node.enclosures)
    }
  }

  private func message(_ node: NodeSpec, _ leak: PaddingLeak, _ results: [String]) -> String {
    let input = graph.builder.graph[leak.input].name
    let what =
      switch leak.read {
      case .steps(let count):
        "reads \(count) step\(count == 1 ? "" : "s") of `\(input)` past an example's end that "
          + "\(count == 1 ? "is" : "are") not zero"
      case .extent, .none:
        "reads `\(input)` up to the end of the batch's longest example"
      }
    return "`\(node.name.value)` \(what), so an example's \(Self.list(results)) "
      + "depend\(results.count == 1 ? "s" : "") on the examples beside it"
  }

  /// The results that a leak reaches, a noun with their names each; `value` for a graph that names no
  /// results.
  private func results(reachedBy reach: [Bool]) -> [String] {
    func names(_ noun: String, _ named: [ModelGraph.Named]) -> String? {
      let names = named.filter { reach[$0.value.index] }.map { "`\($0.name)`" }
      return names.isEmpty
        ? nil : "\(noun)\(names.count == 1 ? "" : "s") \(Self.list(names))"
    }
    if graph.loss == nil, graph.metrics.isEmpty, graph.outputs.isEmpty { return ["value"] }
    let loss = graph.loss.flatMap { reach[$0.index] ? "loss" : nil }
    return [loss, names("metric", graph.metrics), names("output", graph.outputs)].compactMap { $0 }
  }

  private static func list(_ parts: [String]) -> String {
    parts.count < 2
      ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
  }

  private func notes(_ leak: PaddingLeak) -> [Diagnostic.Note] {
    guard let maker = leak.maker else { return [] }
    let name = graph.builder.graph.nodes[maker].name
    return places.span(of: name).map { [.init("`\(name)` fills them", at: $0)] } ?? []
  }

  private func hint(_ node: NodeSpec, _ leak: PaddingLeak) -> String? {
    if let remedy = catalog[node.op.value]?.paddingRemedy {
      return "`\(remedy.attribute): \(remedy.value)` leaves them out"
    }
    guard leak.read != .extent, catalog["mask"] != nil else { return nil }
    let input = graph.builder.graph[leak.input].name
    return "read `{op: mask, from: \(input)}` instead, which makes them zero"
  }

  /// The node of the model file to which a node of the graph belongs: `rnn.0` is a part of `rnn`.
  private func node(_ index: Int) -> NodeSpec? {
    var name = graph.builder.graph.nodes[index].name[...]
    while true {
      if let node = nodes[String(name)] { return node }
      guard let cut = name.lastIndex(of: ".") else { return nil }
      name = name[..<cut]
    }
  }
}
