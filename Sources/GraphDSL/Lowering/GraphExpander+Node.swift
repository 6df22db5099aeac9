import Runtime

extension GraphExpander {
  /// The keys of a node that are no attributes.
  static let nodeKeys = ["op", "from", "if", "else"]

  /// Expands one node, or wires its input through when its `if` is false.
  ///
  /// - Parameters:
  ///   - name: The key.
  ///   - fields: What it maps to.
  ///   - prefix: The names of the groups around.
  /// - Returns: What a reader of the name gets.
  mutating func expandNode(
    _ name: Located<String>, _ fields: [YAMLEntry], prefix: String
  ) -> WireFrame.Binding {
    let field = { (key: String) in fields.first { $0.key.value == key }?.value }
    guard let opNode = field("op"), let op = text(of: opNode, "op") else { return .failed }
    guard let schema = schemas[op.value] else {
      refuseUnknown(op, fields)
      return .failed
    }
    let inputs = inputs(of: name, fields, op: op, schema)
    let isWanted = condition(field("if"), else: field("else"), of: name)
    if field("if") != nil, field("else") == nil, let inputs, inputs.count > 1 {
      diagnostics.error(
        "`\(name.value)` reads \(inputs.count) wires, so `if` does not know which one to pass on",
        at: field("if")?.span ?? name.span, hint: "add `else: <name>`", code: "missing-else")
      return .failed
    }
    guard let isWanted else { return .failed }
    guard isWanted else {
      checkUnused(fields, op: op)
      if let otherwise = field("else") { return wire(otherwise) }
      return inputs?.first.map { .wire($0.source) } ?? .failed
    }
    let whole = Located(prefix + name.value, name.span)
    if let block = blocks[op.value] {
      return expand(
        BlockCall(name: whole, op: op, block: block, fields: fields, inputs: inputs))
    }
    let settings = settings(fields, schema)
    guard let inputs, let settings else { return .failed }
    append(nodeHere(whole, op, inputs, settings))
    return .wire(whole.value)
  }

  /// A node of `loss`, `metrics` or `outputs`: it reads the graph's top level by name.
  ///
  /// - Parameters:
  ///   - name: The key, or the section for `loss`.
  ///   - node: What it maps to.
  ///   - prefix: The section with a dot, or nothing for `loss`.
  /// - Returns: The node, or nil when it is switched off or wrong.
  mutating func sectionNode(
    _ name: Located<String>, _ node: YAMLNode, prefix: String
  ) -> NodeSpec? {
    guard let fields = node.entries, let opNode = node["op"] else {
      let wire = node.scalar.map { $0.text } ?? "<name>"
      diagnostics.error(
        "`\(name.value)` wants an op", at: node.span,
        hint: "write `\(name.value): {op: identity, from: \(wire)}`")
      return nil
    }
    guard NameRule.check(name, "an entry", into: &diagnostics),
      let op = text(of: opNode, "op")
    else { return nil }
    guard let schema = schemas[op.value] else {
      refuseUnknown(op, fields)
      return nil
    }
    let inputs = inputs(of: name, fields, op: op, schema)
    if let otherwise = node["else"] {
      diagnostics.error(
        "`\(name.value)` cannot have `else`: when its `if` is false it is left out",
        at: otherwise.span, hint: "write a second entry with the opposite `if`", code: "else")
    }
    guard let isWanted = condition(node["if"], else: nil, of: name) else { return nil }
    guard isWanted else {
      checkUnused(fields, op: op)
      return nil
    }
    let whole = Located(prefix + name.value, name.span)
    if let block = blocks[op.value] {
      let call = BlockCall(name: whole, op: op, block: block, fields: fields, inputs: inputs)
      guard case .wire(let source) = expand(call) else { return nil }
      let wire = WireSpec(
        source: source, span: op.span, isImplicit: true, operand: nil, written: nil)
      return NodeSpec(whole, op: op, inputs: [wire], parameters: parameters, isAlias: true)
    }
    guard let settings = settings(fields, schema), let inputs else { return nil }
    return nodeHere(whole, op, inputs, settings)
  }

  /// Reports an op that does not exist, and what is wrong in the node besides.
  private mutating func refuseUnknown(_ op: Located<String>, _ fields: [YAMLEntry]) {
    diagnostics.report(UnknownOp.diagnostic(op, among: schemas.values))
    if let from = fields.first(where: { $0.key.value == "from" }) { _ = wires(from.value) }
    for field in fields where field.value.scalar != nil && !Self.nodeKeys.contains(field.key.value)
    {
      _ = setting(field)
    }
  }

  /// A node in the scope of now.
  private func nodeHere(
    _ name: Located<String>, _ op: Located<String>, _ inputs: [WireSpec],
    _ settings: [SettingSpec]
  ) -> NodeSpec {
    NodeSpec(
      name, op: op, inputs: inputs, settings: settings, enclosures: enclosures,
      parameters: scope.parameters)
  }

  /// The wires of a node: `from`, else the keys that are operands, else the node above.
  private mutating func inputs(
    of name: Located<String>, _ fields: [YAMLEntry], op: Located<String>, _ schema: OpSchema
  ) -> [WireSpec]? {
    let from = fields.first { $0.key.value == "from" }?.value
    let named = fields.filter { isOperand($0.key.value, of: schema) }
    if let from, let other = named.first {
      diagnostics.error(
        "`\(name.value)` names what it reads twice: in `from` and in `\(other.key.value)`",
        at: other.key.span, notes: [.init("`from` is here", at: from.span)])
      return nil
    }
    if let from { return wires(from) }
    if !named.isEmpty {
      guard let operand = operandAbove(named, schema) else { return wires(named) }
      guard let above = wireAbove(name, op, operand), let named = wires(named) else { return nil }
      return [above] + named
    }
    if schema.inputs.isEmpty { return [] }
    return wireAbove(name, op, nil).map { [$0] }
  }

  /// The operand that the node above is when a node names nothing but optional operands.
  private func operandAbove(_ named: [YAMLEntry], _ schema: OpSchema) -> String? {
    guard let first = schema.inputs.first, !first.isOptional else { return nil }
    let isOptional = named.allSatisfy { entry in
      schema.inputs.contains { $0.name == entry.key.value && $0.isOptional }
    }
    return isOptional ? first.name : nil
  }

  /// The wire of the node above.
  private mutating func wireAbove(
    _ name: Located<String>, _ op: Located<String>, _ operand: String?
  ) -> WireSpec? {
    switch scope.frames[scope.frames.count - 1].previous {
    case .wire(let source):
      return WireSpec(
        source: source, span: op.span, isImplicit: true,
        operand: operand.map { Located($0, op.span) }, written: nil)
    case .failed: return nil
    case nil:
      diagnostics.error(
        "`\(name.value)` does not say what it reads, and there is nothing above it",
        at: name.span, hint: fromHint, code: "missing-wire")
      return nil
    }
  }

  /// How to read something where nothing is above.
  var fromHint: String {
    let inputs = modelInputs.map { "`\($0)`" }
    guard scope.callers.isEmpty, let first = modelInputs.first else {
      return "write `from: <name>`"
    }
    return inputs.count == 1
      ? "write `from: \(first)`"
      : "write `from: <name>`; the model's inputs are \(inputs.joined(separator: ", "))"
  }

  /// Whether a key of a call sets something of it.
  func isAttribute(_ key: String, of schema: OpSchema) -> Bool {
    !Self.nodeKeys.contains(key) && !isOperand(key, of: schema)
  }

  private func isOperand(_ key: String, of schema: OpSchema) -> Bool {
    guard !Self.nodeKeys.contains(key) else { return false }
    return schema.inputs.contains { $0.name == key }
      && !schema.attributes.contains { $0.name == key }
  }

  /// The wires of `from: name`, `from: [a, b]` or `from: {operand: name}`.
  private mutating func wires(_ from: YAMLNode) -> [WireSpec]? {
    switch from.content {
    case .scalar: return wireSpec(from, operand: nil).map { [$0] }
    case .mapping(let entries): return wires(entries)
    case .sequence(let elements):
      guard !elements.isEmpty else {
        diagnostics.error("`from` names nothing", at: from.span, code: "missing-wire")
        return nil
      }
      let wires = elements.map { wireSpec($0, operand: nil) }
      return wires.contains { $0 == nil } ? nil : wires.compactMap { $0 }
    }
  }

  private mutating func wires(_ entries: [YAMLEntry]) -> [WireSpec]? {
    let wires = entries.map { wireSpec($0.value, operand: $0.key) }
    return wires.contains { $0 == nil } ? nil : wires.compactMap { $0 }
  }

  private mutating func wireSpec(_ node: YAMLNode, operand: Located<String>?) -> WireSpec? {
    guard case .wire(let source) = wire(node) else { return nil }
    return WireSpec(
      source: source, span: node.span, isImplicit: false, operand: operand,
      written: node.scalar?.text)
  }

  /// The attributes of a node, or nil when the value of one has an error.
  private mutating func settings(
    _ fields: [YAMLEntry], _ schema: OpSchema
  ) -> [SettingSpec]? {
    var settings: [SettingSpec] = []
    var isComplete = true
    for field in fields where isAttribute(field.key.value, of: schema) {
      let declaration = schema.attributes.first { $0.name == field.key.value }
      let isFormula = declaration?.typeName == FormulaText.typeName
      if let setting = setting(field, isFormula: isFormula) {
        settings.append(setting)
      } else {
        isComplete = false
      }
    }
    return isComplete ? settings : nil
  }

  /// One attribute of a node or one argument of a call, evaluated unless it waits for the sizes of
  /// tensors; nil after a report.
  mutating func setting(_ field: YAMLEntry, isFormula: Bool = false) -> SettingSpec? {
    var sized: [String: String] = [:]
    for tensor in ParameterUses.tensors(in: field.value) {
      guard case .wire(let source) = wire(named: tensor) else { return nil }
      sized[tensor.value] = source
    }
    let pending = pendingArguments(in: field.value).map(\.argument)
    let waits = !sized.isEmpty || !pending.isEmpty
    let before = diagnostics
    let value = waits ? nil : value(of: field.value)
    if isFormula, value == nil, let problem = diagnostics.all.last,
      diagnostics.all.count > before.all.count
    {
      diagnostics = before
      var problem = problem
      problem.hint = "in a formula a parameter is written `${name}`"
      diagnostics.report(problem)
    }
    guard value != nil || waits else { return nil }
    return SettingSpec(
      name: field.key, node: field.value, value: value, reader: scope.reader,
      sizedTensors: sized, pending: pending)
  }
}
