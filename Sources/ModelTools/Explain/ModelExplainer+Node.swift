import GraphDSL
import QuickDrawModels
import Runtime

extension ModelExplainer {
  /// Everything about one node.
  func explanation(of node: LoweredNode) -> NodeExplanation {
    let name = node.spec.name.value
    guard
      let entry = ManualEntry.all.first(where: {
        $0.kind == .op && $0.name == node.spec.op.value
      }), let schema = entry.op
    else { preconditionFailure("a checked model has the op `\(node.spec.op.value)`") }
    let rows = summary.rows.filter { $0.name == name || $0.name.hasPrefix(name + ".") }
    return NodeExplanation(
      name: name, place: places.place(of: node.spec.name.span),
      enclosures: node.spec.enclosures.map { words(for: $0) }, manual: entry,
      type: type(of: node.value), inputs: inputs(of: node, schema),
      attributes: attributes(of: node, schema),
      parameters: store.entries.filter { Self.belongs($0.name, to: name) }.map {
        .init(
          name: $0.name, shape: $0.shape, isTrained: $0.isTrained,
          initializer: "\($0.initializer)")
      },
      modelParameterCount: summary.parameterCount, reaches: reaches(of: name),
      cost: rows.map(\.cost).reduce(ModelSummary.Cost(), +),
      modelCost: summary.cost, warnings: warnings(of: node.spec), readers: readers(of: name))
  }

  /// The names that the call gives its inputs, for an op that lets it.
  private func names(of node: LoweredNode, _ schema: OpSchema) -> [String]? {
    guard let key = schema.namesInputs, case .list(let names)? = node.attributes[key] else {
      return nil
    }
    return names.map(\.description)
  }

  private func inputs(of node: LoweredNode, _ schema: OpSchema) -> [NodeExplanation.Input] {
    let operands = names(of: node, schema) ?? schema.inputs.map(\.name)
    return node.inputs.enumerated().compactMap { index, source in
      guard let value = values[source] else { return nil }
      let wire = node.spec.inputs.first { $0.source == source }
      let place = lowered.sourceMap.span(of: source) ?? node.spec.op.span
      return NodeExplanation.Input(
        operand: operands.isEmpty ? "" : operands[min(index, operands.count - 1)],
        source: source, type: type(of: value), place: places.place(of: place),
        isImplicit: wire?.isImplicit == true)
    }
  }

  private func attributes(
    of node: LoweredNode, _ schema: OpSchema
  ) -> [NodeExplanation.Attribute] {
    schema.attributes.map { declaration in
      let setting = node.spec.settings.first { $0.name.value == declaration.name }
      let text = setting.map { String(YAMLWriter.text($0.node).dropLast()) }
      let origins = setting.map { node.spec.origins(of: $0) } ?? []
      return NodeExplanation.Attribute(
        name: declaration.name,
        value: node.attributes[declaration.name].map { "\($0)" } ?? declaration.defaultText,
        expression: text.flatMap { $0.contains("$") ? $0 : nil },
        place: setting.map { places.place(of: $0.node.span) },
        origins: origins.map {
          "\($0.message.replacing(" here", with: "")) (\(places.place(of: $0.span)))"
        })
    }
  }

  private func words(for enclosure: Enclosure) -> String {
    let place = places.place(of: enclosure.span)
    switch enclosure.kind {
    case .call(let block):
      return "in block `\(block)`, called as `\(enclosure.name.value)` (\(place))"
    case .step(let number, let variables):
      let values = variables.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      let list = values.isEmpty ? "" : ": " + values.joined(separator: ", ")
      return "step \(number) of `\(enclosure.name.value)` (\(place))\(list)"
    }
  }

  /// How far a node looks, in the graph that predicts.
  private func reaches(of name: String) -> [NodeExplanation.Reach] {
    guard let value = Self.values(of: evaluated)[name] else { return [] }
    let graph = evaluated.graph.builder.graph
    return evaluated.inputs.compactMap { input in
      guard graph[input.value].type.isRagged,
        let field = graph.receptiveFields(of: input.value)[value.index]
      else { return nil }
      return .init(input: input.name, field: field, hasSteps: graph[value].type.isRagged)
    }
  }

  /// What the checks found at the node.
  private func warnings(of node: NodeSpec) -> [String] {
    model.diagnostics.all.filter { $0.span == node.op.span || $0.span == node.name.span }.map {
      $0.message + ($0.hint.map { "; \($0)" } ?? "")
    }
  }
}
