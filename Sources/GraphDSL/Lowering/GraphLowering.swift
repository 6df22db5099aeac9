import Runtime

/// Builds the runtime's graph from expanded nodes.
///
/// It reports what the ops refuse, at the place of the argument that they blame, and goes on; a node
/// that reads a failed one stays silent, but its attributes are checked.
struct GraphLowering {
  private let catalog: [String: any CatalogOp.Type]
  private let parameters: ParameterTable
  private(set) var builder: GraphBuilder
  private(set) var sourceMap = SourceMap()
  private(set) var values: [String: Value] = [:]
  private(set) var nodes: [LoweredNode] = []
  private(set) var diagnostics = Diagnostics()

  init(
    mode: GraphBuilder.Mode, catalog: [String: any CatalogOp.Type], parameters: ParameterTable
  ) {
    self.catalog = catalog
    self.parameters = parameters
    builder = GraphBuilder(mode: mode)
  }

  /// Declares an input of the model.
  mutating func declare(_ input: Located<String>, _ type: TensorType) -> Value {
    let value = builder.input(input.value, type)
    values[input.value] = value
    sourceMap.record(input)
    return value
  }

  /// Appends a node; nil when it or something that it reads has an error.
  @discardableResult
  mutating func append(_ node: NodeSpec) -> Value? {
    sourceMap.record(node.name)
    guard let op = catalog[node.op.value] else {
      diagnostics.error(
        "there is no op `\(node.op.value)`", at: node.op.span,
        hint: NearestName.hint(node.op.value, in: catalog.keys.sorted())
          ?? "`graphrun ops` lists the ops", code: "unknown-op")
      return nil
    }
    let attributes = attributes(of: node, op.schema)
    let wires = ordered(node, op.schema)
    guard let attributes, let wires else { return nil }
    let inputs = wires.compactMap { values[$0.source] }
    guard inputs.count == wires.count else { return nil }
    do {
      let built = try op.init(AttributeReader(attributes))
      let value = try builder.scoped(node.name.value) { builder throws(OpError) in
        try built.build(inputs, in: &builder)
      }
      values[node.name.value] = value
      nodes.append(
        LoweredNode(
          spec: node, inputs: wires.map(\.source), attributes: attributes, value: value))
      return value
    } catch {
      diagnostics.report(placed(error, node, wires))
      return nil
    }
  }

  private mutating func attributes(
    of node: NodeSpec, _ schema: OpSchema
  ) -> [String: AttributeValue]? {
    var given: [SettingChecker.Given] = []
    var isComplete = true
    for setting in node.settings {
      if let value = setting.value ?? sized(setting) {
        given.append(
          .init(
            name: setting.name, node: setting.node, value: value,
            names: setting.reader.scope.values))
      } else {
        isComplete = false
      }
    }
    guard isComplete else { return nil }
    let checker = SettingChecker(
      owner: node.op, declarations: schema.attributes, parameters: parameters,
      otherKeys: schema.inputs.map(\.name))
    return checker.check(given, into: &diagnostics)
  }

  /// The value of an attribute that waited for the sizes of tensors; nil when one of them failed.
  private mutating func sized(_ setting: SettingSpec) -> SettingValue? {
    var reader = setting.reader
    for (name, source) in setting.sizedTensors {
      guard let value = values[source] else { return nil }
      reader.scope.axes[name] = builder.type(of: value).dims.map { dim in
        dim.fixedSize.map(ExpressionScope.Axis.size) ?? .symbol(dim.description)
      }
    }
    return reader.value(of: setting.node, into: &diagnostics)
  }

  /// The wires in the order of the operands; nil after a report.
  private mutating func ordered(_ node: NodeSpec, _ schema: OpSchema) -> [WireSpec]? {
    let named = node.inputs.filter { $0.operand != nil }
    guard !named.isEmpty else { return node.inputs }
    let names = schema.inputs.map(\.name)
    for wire in named {
      guard let operand = wire.operand, !names.contains(operand.value) else { continue }
      diagnostics.error(
        "`\(schema.name)` has no operand `\(operand.value)`", at: operand.span,
        hint: NearestName.hint(operand.value, in: names)
          ?? "it reads \(names.map { "`\($0)`" }.joined(separator: ", "))",
        code: "unknown-operand")
      return nil
    }
    var wires: [WireSpec] = []
    for operand in schema.inputs {
      guard let wire = named.first(where: { $0.operand?.value == operand.name }) else {
        diagnostics.error(
          "`\(schema.name)` needs `\(operand.name)`", at: node.op.span,
          hint: "write `\(operand.name): <name>`", code: "missing-operand")
        return nil
      }
      wires.append(wire)
    }
    return wires
  }

  // MARK: Placing errors

  /// An op's complaint with its places in the file.
  private func placed(_ error: OpError, _ node: NodeSpec, _ wires: [WireSpec]) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if case .input(let index) = error.argument, wires.indices.contains(index),
      let place = sourceMap.span(of: wires[index].source)
    {
      notes.append(.init("`\(wires[index].source)` comes from here", at: place))
    }
    for note in error.notes {
      let place = origin(of: note.argument, node, wires)
      notes.append(.init(worded(note.message, wires), at: place))
    }
    return Diagnostic(
      worded(error.message, wires), at: place(of: error.argument, node, wires), notes: notes,
      hint: error.hint.map { worded($0, wires) }, code: "op")
  }

  /// The place of an argument in the call.
  private func place(
    of argument: OpError.Argument, _ node: NodeSpec, _ wires: [WireSpec]
  ) -> SourceSpan {
    switch argument {
    case .call: node.op.span
    case .input(let index): wires.indices.contains(index) ? wires[index].span : node.op.span
    case .attribute(let name):
      node.settings.first { $0.name.value == name }?.node.span ?? node.op.span
    }
  }

  /// The place from which an argument comes: for an input, what makes it.
  private func origin(
    of argument: OpError.Argument, _ node: NodeSpec, _ wires: [WireSpec]
  ) -> SourceSpan {
    guard case .input(let index) = argument, wires.indices.contains(index) else {
      return place(of: argument, node, wires)
    }
    return sourceMap.span(of: wires[index].source) ?? wires[index].span
  }

  /// A message with the inputs' names in place of the numbers in braces.
  private func worded(_ message: String, _ wires: [WireSpec]) -> String {
    wires.enumerated().reduce(message) { text, wire in
      text.replacing("{\(wire.offset)}", with: "`\(wire.element.source)`")
    }
  }

  /// Appends a node that must make one number: the loss or a metric.
  mutating func number(_ node: NodeSpec) -> Value? {
    guard let value = append(node) else { return nil }
    let type = builder.type(of: value)
    guard type.rank != 0 else { return value }
    diagnostics.error(
      "`\(node.name.value)` must be one number, but `\(node.op.value)` makes \(type)",
      at: node.op.span, code: "not-a-number")
    return nil
  }
}
