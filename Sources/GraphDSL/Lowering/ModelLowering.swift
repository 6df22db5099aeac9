import Runtime

/// The way from a parsed model file to a graph.
public enum ModelLowering {
  /// Checks a model and builds its graph for one mode.
  ///
  /// Everything that is wrong is reported in one run, at its place; warnings too. The mode changes
  /// what dropout and batch_norm do, never whether a model is right.
  ///
  /// - Parameters:
  ///   - spec: The parsed file, edits applied.
  ///   - mode: What the graph is for.
  ///   - catalog: The ops that the file can name.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The model, or nil after an error.
  public static func lower(
    _ spec: ModelSpec, mode: GraphBuilder.Mode, catalog: [any CatalogOp.Type],
    into diagnostics: inout Diagnostics
  ) -> LoweredModel? {
    var found = Diagnostics()
    let model = lowered(spec, mode, catalog, &found)
    let failed = found.hasErrors
    // Beside an error of the text, warnings would mostly be its shadow.
    diagnostics.merge(found, onlyErrors: diagnostics.hasErrors)
    return failed ? nil : model
  }

  /// Evaluates parameters, loops and conditions, and resolves wires, without building a graph.
  ///
  /// - Parameters:
  ///   - spec: The parsed file, edits applied.
  ///   - schemas: What is known of the ops that the file can name.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The parameters, and the nodes that have no error.
  public static func expand(
    _ spec: ModelSpec, schemas: [OpSchema], into diagnostics: inout Diagnostics
  ) -> (parameters: ParameterTable, model: ExpandedModel) {
    let parameters = ParameterResolver.resolve(spec.params, into: &diagnostics)
    let ops = Dictionary(schemas.map { ($0.name, $0) }) { first, _ in first }
    let blocks = BlockTable(spec.blocks, ops: Set(ops.keys), into: &diagnostics)
    var expander = GraphExpander(
      ops: ops, blocks: blocks, parameters: parameters, inputs: spec.inputs.map(\.name.value))
    // What reads an input whose type is wrong stays silent.
    let inputs = Set(spec.inputs.map(\.name.value))
    for entry in spec.document["inputs"]?.entries ?? [] where !inputs.contains(entry.key.value) {
      expander.scope.frames[0].bindings[entry.key.value] = .failed
    }
    let model = expander.expand(spec)
    diagnostics.merge(expander.diagnostics)
    return (parameters, model)
  }

  private static func lowered(
    _ spec: ModelSpec, _ mode: GraphBuilder.Mode, _ catalog: [any CatalogOp.Type],
    _ diagnostics: inout Diagnostics
  ) -> LoweredModel? {
    let ops = Dictionary(catalog.map { ($0.schema.name, $0) }) { first, _ in first }
    let schemas = ops.mapValues { $0.schema }
    let (parameters, expanded) = expand(spec, schemas: Array(schemas.values), into: &diagnostics)

    var lowering = GraphLowering(mode: mode, catalog: ops)
    let inputs = InputTypes.declare(spec, in: &lowering, into: &diagnostics)
    for node in expanded.nodes { lowering.append(node) }
    let loss = expanded.loss.flatMap { lowering.number($0) }
    let metrics = expanded.metrics.compactMap { node in
      lowering.number(node).map { ModelGraph.Named(node.key, $0) }
    }
    let outputs = expanded.outputs.compactMap { node in
      lowering.append(node).map { ModelGraph.Named(node.key, $0) }
    }
    diagnostics.merge(lowering.diagnostics)

    let section = { (key: String) in spec.document.entries?.first { $0.key.value == key } }
    let train = section("train").flatMap {
      TrainReader.read(
        $0, metrics: spec.metrics.map(\.name.value), parameters: parameters, into: &diagnostics)
    }
    let data = section("data").flatMap {
      DataReader.read(
        $0, inputs: spec.inputs.map(\.name.value), parameters: parameters, into: &diagnostics)
    }
    let graph = ModelGraph(
      builder: lowering.builder, loss: loss, metrics: metrics, outputs: outputs)
    let leaks = PaddingWarnings(graph, expanded, lowering.sourceMap, catalog: ops)
    reportWarnings(spec, expanded, leaks, &diagnostics)
    return LoweredModel(
      name: spec.name.value, graph: graph, inputs: inputs, expanded: expanded,
      nodes: lowering.nodes, sourceMap: lowering.sourceMap, parameters: parameters, train: train,
      data: data)
  }

  private static func reportWarnings(
    _ spec: ModelSpec, _ expanded: ExpandedModel, _ leaks: PaddingWarnings,
    _ diagnostics: inout Diagnostics
  ) {
    // Beside an error they would mostly be its shadow, as when `filters` stands for `$filters`.
    guard !diagnostics.hasErrors else { return }
    let sections = (spec.document.entries ?? []).filter {
      !["params", "blocks"].contains($0.key.value)
    }
    ParameterUses.reportUnused(
      spec.params, sections: sections.map(\.value), blocks: spec.blocks, into: &diagnostics)
    BlockUses.reportUnused(spec, into: &diagnostics)
    leaks.report(into: &diagnostics)
    GraphWarnings.reportDeadNodes(of: expanded, into: &diagnostics)
  }
}

extension GraphExpander {
  /// Expands a model's graph, loss, metrics and outputs.
  fileprivate mutating func expand(_ spec: ModelSpec) -> ExpandedModel {
    var model = ExpandedModel()
    let entries = spec.graph.map { YAMLEntry($0.name, $0.node) }
    scope.frames.append(WireFrame(entries, previous: nil))
    expandInPlace(entries)
    // Names stay in scope for the other sections, but nothing is above their entries.
    scope.frames[scope.frames.count - 1].previous = nil
    model.loss = spec.loss.flatMap { sectionNode($0.name, $0.node, prefix: "") }
    model.metrics = spec.metrics.compactMap { sectionNode($0.name, $0.node, prefix: "metrics.") }
    model.outputs = spec.outputs.compactMap { sectionNode($0.name, $0.node, prefix: "outputs.") }
    // Those of blocks that the other sections call are among them.
    model.nodes = nodes
    return model
  }
}
