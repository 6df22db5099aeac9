import GraphDSL
import QuickDrawModels
import Runtime

/// Explains the nodes of one model.
public struct ModelExplainer {
  let model: CheckedModel
  let lowered: LoweredModel
  /// As it runs for predictions: there batch_norm does not look at other steps and examples.
  let evaluated: LoweredModel
  let store: ParameterStore
  let summary: ModelSummary
  let places: SourcePlaces
  /// The result of each node and input, by whole names.
  let values: [String: Value]

  /// An explainer of a model without errors.
  ///
  /// - Throws: ``ModelError`` when the model has errors.
  public init(_ model: CheckedModel) throws {
    guard let lowered = model.lower(.training), let evaluated = model.lower(.evaluation) else {
      throw ModelError.invalid
    }
    self.model = model
    self.lowered = lowered
    self.evaluated = evaluated
    store = ParameterStore(for: lowered.graph.builder.graph)
    summary = ModelSummary(lowered.graph, parameters: store)
    places = SourcePlaces(model.sources)
    values = Self.values(of: lowered)
  }

  static func values(of lowered: LoweredModel) -> [String: Value] {
    let named = lowered.nodes.map { ($0.spec.name.value, $0.value) }
    return Dictionary(named + lowered.inputs.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// The nodes of the model, then loss, metrics and outputs, by their whole names.
  public var names: [String] { lowered.nodes.map(\.spec.name.value) }

  /// What a user means by a name: the node of that name, or the one that owns that parameter.
  ///
  /// - Parameter name: A whole name, as `names` or a checkpoint has it.
  /// - Returns: The explanation; nil when no node and no parameter is called so.
  public func node(_ name: String) -> NodeExplanation? {
    let isParameter = store[name] != nil
    let owner = lowered.nodes.first { node in
      let own = node.spec.name.value
      return own == name || isParameter && Self.belongs(name, to: own)
    }
    if let owner { return explanation(of: owner) }
    // A loss that is a call of a block is the block's last node under another name.
    let expanded = lowered.expanded
    let sinks = (expanded.loss.map { [$0] } ?? []) + expanded.metrics + expanded.outputs
    return sinks.first { $0.isAlias && $0.name.value == name }?.inputs.first.flatMap {
      self.node($0.source)
    }
  }

  /// What is known of an input of the model.
  public struct Input: Sendable {
    /// Type, place and readers in words.
    public let text: String
    /// The same for a script.
    public let json: JSONValue
  }

  /// The model's input of that name; nil without one.
  public func input(_ name: String) -> Input? {
    guard let input = lowered.inputs.first(where: { $0.name == name }) else { return nil }
    let place = lowered.sourceMap.span(of: name).map { places.place(of: $0) } ?? ""
    let type = "\(lowered.type(of: input))"
    let readers = readers(of: name)
    let names = readers.isEmpty ? "nothing" : readers.joined(separator: ", ")
    return Input(
      text: "\(name) (\(place)): an input, \(type)\n\nread by  \(names)",
      json: [
        "name": .string(name), "place": .string(place), "type": .string(type),
        "readers": .array(readers.map { .string($0) }),
      ])
  }

  /// Nodes as a table: name, op, type, place.
  ///
  /// - Parameter group: The whole name of a group or of a call of a block whose nodes are wanted; all
  ///   nodes if nil.
  /// - Returns: The lines; nil when no node is in that group.
  public func list(in group: String? = nil) -> [String]? {
    let nodes = members(of: group)
    guard !nodes.isEmpty else { return nil }
    var table = TextTable([("node", .left), ("op", .left), ("makes", .left), ("place", .left)])
    for node in nodes {
      table.append([
        node.spec.name.value, node.spec.op.value, "\(type(of: node.value))",
        places.place(of: node.spec.name.span),
      ])
    }
    return table.lines()
  }

  /// The same nodes for a script.
  public func json(in group: String? = nil) -> [JSONValue] {
    members(of: group).map {
      [
        "name": .string($0.spec.name.value), "op": .string($0.spec.op.value),
        "type": .string("\(type(of: $0.value))"),
        "place": .string(places.place(of: $0.spec.name.span)),
      ]
    }
  }

  private func members(of group: String?) -> [LoweredNode] {
    lowered.nodes.filter { node in group.map { node.spec.name.value.hasPrefix($0 + ".") } ?? true }
  }

  /// The nearest of all the names that can be explained; nil when none is near.
  public func nearest(to name: String) -> String? {
    let groups = names.flatMap { name in
      name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
    }
    return NearestName.of(
      name, in: names + lowered.inputs.map(\.name) + store.entries.map(\.name) + groups)
  }

  func type(of value: Value) -> TensorType { lowered.graph.builder.type(of: value) }

  /// Whether a parameter is a node's: `rnn.0` owns `rnn.0.forward/kernel`, not what is `rnn.01`'s.
  static func belongs(_ parameter: String, to node: String) -> Bool {
    guard parameter.hasPrefix(node) else { return false }
    let rest = parameter.dropFirst(node.count)
    return rest.hasPrefix("/") || rest.hasPrefix(".")
  }

  func readers(of name: String) -> [String] {
    lowered.nodes.filter { $0.inputs.contains(name) }.map(\.spec.name.value)
  }
}
