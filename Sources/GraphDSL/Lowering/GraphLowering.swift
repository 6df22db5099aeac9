import Runtime

/// Builds the runtime's graph from expanded nodes.
///
/// It reports what the ops refuse, at the place of the argument that they blame, and goes on; a node
/// that reads a failed one stays silent, but its attributes are checked.
struct GraphLowering {
  private let catalog: [String: any CatalogOp.Type]
  private(set) var builder: GraphBuilder
  private(set) var sourceMap = SourceMap()
  private(set) var values: [String: Value] = [:]
  private(set) var nodes: [LoweredNode] = []
  private(set) var diagnostics = Diagnostics()

  init(mode: GraphBuilder.Mode, catalog: [String: any CatalogOp.Type]) {
    self.catalog = catalog
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
    sourceMap.record(node.name, in: node.enclosures)
    if node.isAlias { return node.inputs.first.flatMap { values[$0.source] } }
    let arguments = arguments(of: node.settings)
    let start = diagnostics.all.count
    defer { diagnostics.place(from: start, in: node.enclosures) }
    guard let op = catalog[node.op.value] else {
      preconditionFailure("`\(node.op.value)` was expanded, but it is no op")
    }
    let attributes = attributes(of: node, op.schema, arguments)
    let wires = OperandOrder.wires(
      node.inputs, op: node.op, op.schema, keys: node.settings.map(\.name.value),
      into: &diagnostics)
    guard let (attributes, formulas) = attributes, let wires else { return nil }
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
      diagnostics.report(Diagnostic(error, in: node, wires, formulas, sourceMap))
      return nil
    }
  }

  /// The attributes, and the formulas among them; nil after a report.
  private mutating func attributes(
    of node: NodeSpec, _ schema: OpSchema, _ arguments: [String: AttributeValue]
  ) -> (values: [String: AttributeValue], formulas: [String: FormulaSource])? {
    var given: [SettingChecker.Given] = []
    var formulas: [String: FormulaSource] = [:]
    var isComplete = true
    for setting in node.settings {
      let declaration = schema.attributes.first { $0.name == setting.name.value }
      var value = setting.value ?? sized(setting, arguments)
      if declaration?.typeName == FormulaText.typeName, value != nil,
        let formula = formula(setting, arguments)
      {
        formulas[setting.name.value] = formula
        value = SettingValue(.string(formula.text))
      }
      if let value {
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
      owner: node.op, declarations: schema.attributes, parameters: node.parameters,
      otherKeys: schema.namesInputs == nil ? schema.inputs.map(\.name) : [])
    guard var values = checker.check(given, into: &diagnostics),
      OperandOrder.nameInputs(of: node, schema, in: &values, &diagnostics)
    else { return nil }
    return (values, formulas)
  }

  /// The text of an attribute that is a formula; nil for what is no text.
  private mutating func formula(
    _ setting: SettingSpec, _ arguments: [String: AttributeValue]
  ) -> FormulaSource? {
    guard let scalar = setting.node.scalar, let scope = reader(of: setting, arguments)?.scope else {
      return nil
    }
    do {
      return try FormulaSource(ScalarTemplate(scalar, at: setting.node.span), in: scope)
    } catch {
      diagnostics.report(error)
      return nil
    }
  }

  /// The values of the block's arguments for which `settings` waited; those with an error are left
  /// out.
  private mutating func arguments(of settings: [SettingSpec]) -> [String: AttributeValue] {
    var values: [String: AttributeValue] = [:]
    for pending in settings.flatMap(\.pending) where values[pending.argument.name] == nil {
      let outer = arguments(of: [pending.setting])
      let start = diagnostics.all.count
      defer { diagnostics.place(from: start, in: pending.enclosures) }
      guard let value = sized(pending.setting, outer) else { continue }
      let given = SettingChecker.Given(
        name: pending.setting.name, node: pending.setting.node, value: value,
        names: pending.setting.reader.scope.values)
      let accepted = pending.checker.accepted([given], into: &diagnostics)
      values[pending.argument.name] = accepted[pending.argument.name].map {
        pending.argument.normalized($0)
      }
    }
    return values
  }

  /// The value of an attribute that waited for the sizes of tensors; nil when one of them failed.
  private mutating func sized(
    _ setting: SettingSpec, _ arguments: [String: AttributeValue]
  ) -> SettingValue? {
    reader(of: setting, arguments)?.value(of: setting.node, into: &diagnostics)
  }

  /// The names that an attribute's expressions can use, sizes of tensors among them; nil when one of
  /// the tensors or arguments failed.
  private func reader(
    of setting: SettingSpec, _ arguments: [String: AttributeValue]
  ) -> ValueReader? {
    var reader = setting.reader
    for pending in setting.pending {
      guard let value = arguments[pending.argument.name] else { return nil }
      reader.scope.values[pending.argument.name] = value
    }
    for (name, source) in setting.sizedTensors {
      guard let value = values[source] else { return nil }
      reader.scope.axes[name] = builder.type(of: value).dims.map { dim in
        dim.fixedSize.map(ExpressionScope.Axis.size) ?? .symbol(dim.description)
      }
    }
    return reader
  }

  /// Appends a node that must make one number: the loss or a metric.
  mutating func number(_ node: NodeSpec) -> Value? {
    guard let value = append(node) else { return nil }
    let type = builder.type(of: value)
    guard type.rank != 0 else { return value }
    diagnostics.error(
      "`\(node.name.value)` must be one number, but `\(node.op.value)` makes \(type)",
      at: node.op.span, hint: "a loss or a metric does, and so does `reduce_mean` behind this",
      code: "not-a-number")
    return nil
  }
}
