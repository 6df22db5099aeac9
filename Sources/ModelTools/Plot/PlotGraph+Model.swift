import GraphDSL
import QuickDrawModels
import Runtime

extension PlotGraph {
  /// The picture of a model's forward pass in training: what its loss and its outputs need.
  ///
  /// - Parameter model: A model without errors, lowered for training.
  init(_ model: LoweredModel) {
    let store = ParameterStore(for: model.graph.builder.graph)
    let summary = ModelSummary(model.graph, parameters: store)
    var builder = PlotGraphBuilder(model, summary)
    builder.addInputs()
    builder.addNodes()
    let count = Format.count(summary.parameterCount)
    self.init(
      title: model.name,
      subtitle: (["\(count) parameters"] + [PlotText.cost(summary.cost)].compactMap { $0 })
        .joined(separator: " · "),
      nodes: builder.nodes, edges: builder.edges, groups: builder.groups)
    foldLongLoops()
  }
}

/// Makes boxes and lines of a graph's nodes; a node that is several ops is one box, as in a summary.
private struct PlotGraphBuilder {
  private let model: LoweredModel
  private let graph: Graph
  private let rows: [String: ModelSummary.Row]
  /// The nodes of the model file by name.
  private let written: [String: NodeSpec]
  /// Which box makes a value.
  private var boxes: [Value: Int] = [:]

  private(set) var nodes: [PlotGraph.Node] = []
  private(set) var edges: [PlotGraph.Edge] = []
  private(set) var groups: [String: PlotGraph.Group] = [:]

  init(_ model: LoweredModel, _ summary: ModelSummary) {
    self.model = model
    graph = model.graph.builder.graph
    rows = Dictionary(summary.rows.map { ($0.name, $0) }) { first, _ in first }
    let specs =
      model.expanded.nodes + [model.expanded.loss].compactMap { $0 } + model.expanded.outputs
    written = Dictionary(specs.map { ($0.name.value, $0) }) { first, _ in first }
  }

  mutating func addInputs() {
    let used = Set(graph.nodes.filter { rows[$0.name] != nil }.flatMap(\.inputs))
    for input in model.inputs where used.contains(input.value) {
      let type = graph[input.value].type
      boxes[input.value] = nodes.count
      nodes.append(
        PlotGraph.Node(
          name: input.name, label: input.name, op: nil, attributes: [],
          axes: type.dims.map(\.description), scalar: type.scalar.rawValue, parameters: 0,
          cost: nil, family: .input, groups: []))
    }
  }

  mutating func addNodes() {
    var calls: [String: [Node]] = [:]
    var order: [String] = []
    for node in graph.nodes where rows[node.name] != nil {
      if calls[node.name] == nil { order.append(node.name) }
      calls[node.name, default: []].append(node)
    }
    for name in order { addNode(name, calls[name] ?? []) }
  }

  private mutating func addNode(_ name: String, _ calls: [Node]) {
    guard let row = rows[name], let last = calls.last else { return }
    let index = nodes.count
    let type = graph[last.results[0]].type
    let around = groups(of: name)
    let spec = written[name]
    var sources: Set<Int> = []
    for call in calls {
      for input in call.inputs { if let box = boxes[input], box != index { sources.insert(box) } }
      for result in call.results { boxes[result] = index }
    }
    edges += sources.sorted().map { PlotGraph.Edge(source: $0, target: index) }
    let ops = calls.map { (op: $0.op, inputs: $0.inputs.map { graph[$0].type }) }
    nodes.append(
      PlotGraph.Node(
        name: name, label: Self.label(name, in: around),
        op: spec?.op.value ?? row.op, attributes: attributes(spec),
        axes: type.dims.map(\.description), scalar: type.scalar.rawValue,
        parameters: row.parameters, cost: PlotText.cost(row.cost),
        family: PlotFamily(ops, result: type, parameters: row.parameters), groups: around))
  }

  /// The name without the groups around it; a layer, which is a number there, keeps its op's name.
  private static func label(_ name: String, in groups: [String]) -> String {
    let own = name.dropFirst(groups.last.map { $0.count + 1 } ?? 0)
    guard Int(own) != nil, let op = groups.last?.split(separator: ".").last else {
      return String(own)
    }
    return "\(op).\(own)"
  }

  private func attributes(_ spec: NodeSpec?) -> [String] {
    (spec?.settings ?? []).map { setting in
      "\(setting.name.value) \(setting.value?.value.description ?? "from shapes")"
    }
  }

  /// The groups around a node: every name in front of a dot.
  private mutating func groups(of name: String) -> [String] {
    let parts = name.split(separator: ".").map(String.init)
    let around = (1..<max(1, parts.count)).map { parts.prefix($0).joined(separator: ".") }
    // A layer of one op is no node of the file itself.
    let known = ([name] + around.reversed()).first { written[$0] != nil }
    let spec = known.flatMap { written[$0] }
    for (group, part) in zip(around, parts) where groups[group] == nil {
      groups[group] = self.group(group, part, around: spec)
    }
    return around
  }

  /// A group: the layers of one op, a call of a block, a step of a loop, or just nodes together.
  private func group(_ name: String, _ part: String, around node: NodeSpec?) -> PlotGraph.Group {
    if let spec = written[name] {
      return PlotGraph.Group(
        name: name, title: "\(part) · \(spec.op.value)",
        detail: ([name, spec.op.value] + attributes(spec)).joined(separator: "\n"))
    }
    for enclosure in node?.enclosures ?? [] where enclosure.name.value == name {
      guard case .call(let block) = enclosure.kind else { continue }
      return PlotGraph.Group(
        name: name, title: "\(part) · \(block)", detail: "\(name)\nblock \(block)")
    }
    return PlotGraph.Group(
      name: name, title: Int(part) == nil ? part : "step \(part)", detail: name)
  }
}
