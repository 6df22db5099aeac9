import Runtime

extension GraphExpander {
  /// What a call gives for its arguments.
  private struct Given {
    /// The values that are there and right.
    var values: [String: AttributeValue] = [:]
    /// Those that wait for the sizes of tensors.
    var waiting: [String: SettingSpec] = [:]
    /// Where each is written.
    var places: [String: SourceSpan] = [:]
  }

  /// Brings the nodes of a block into the graph, below the call's name.
  ///
  /// Nodes are expanded although an argument or a wire of the call has an error, so that further
  /// mistakes are found; what depends on it stays silent.
  ///
  /// - Returns: What the last node makes.
  mutating func expand(_ call: BlockCall) -> WireFrame.Binding {
    guard blocks.isUsable(call.block), isNoCircle(call), descend(at: call.op.span) else {
      return .failed
    }
    defer { ascend() }
    let inputs = inputs(of: call)
    let given = given(by: call)
    let checker = checker(of: call, call.block.arguments)
    let outer = (scope: scope, start: diagnostics.all.count, enclosures: enclosures)
    let enclosure = Enclosure(
      name: call.name, kind: .call(block: call.block.name.value), span: call.op.span)
    scope = inside(call, inputs)
    enclosures.append(enclosure)
    for argument in call.block.arguments { bind(argument, given, checker, outer.enclosures) }
    let sole = inputs.count == 1 ? inputs.first : nil
    let result = expand(call.block.nodes, prefix: scope.prefix, input: sole) ?? .failed
    enclosures = outer.enclosures
    scope = outer.scope
    diagnostics.place(from: outer.start, in: [enclosure])
    name(call.name.value, result)
    return result
  }

  /// False, with an error, for a call of a block by way of itself.
  ///
  /// Circles that are written out were found before; here an argument chose the op.
  private mutating func isNoCircle(_ call: BlockCall) -> Bool {
    let name = call.block.name.value
    let around = enclosures.compactMap { enclosure -> String? in
      if case .call(let block) = enclosure.kind { block } else { nil }
    }
    guard let first = around.firstIndex(of: name) else { return true }
    let circle = Array(around[first...])
    diagnostics.error(
      circle.count == 1
        ? "the block `\(name)` calls itself"
        : "blocks call one another in a circle: \(Circles.text(circle, "calls"))",
      at: call.op.span, code: "block-circle")
    return false
  }

  /// What the block's inputs stand for, in their order.
  private mutating func inputs(of call: BlockCall) -> [WireFrame.Binding] {
    let schema = call.block.schema
    let failed = schema.inputs.map { _ in WireFrame.Binding.failed }
    guard let given = call.inputs,
      let wires = OperandOrder.wires(
        given, op: call.op, schema,
        keys: call.fields.map(\.key.value).filter { isAttribute($0, of: schema) },
        into: &diagnostics)
    else { return failed }
    do {
      _ = try schema.operands(for: wires.count)
    } catch {
      diagnostics.error(error.message, at: call.op.span, hint: error.hint, code: "op")
      return failed
    }
    return wires.map { .wire($0.source) }
  }

  /// Evaluates and checks what the call gives, under the names of its own place.
  private mutating func given(by call: BlockCall) -> Given {
    var given = Given()
    var settings: [SettingChecker.Given] = []
    for field in call.fields where isAttribute(field.key.value, of: call.block.schema) {
      let name = field.key.value
      let setting = setting(field)
      given.places[name] = field.value.span
      if let setting, setting.value == nil { given.waiting[name] = setting }
      settings.append(
        .init(
          name: field.key, node: field.value, value: setting?.value,
          names: scope.reader.scope.values))
    }
    let checker = checker(of: call, call.block.arguments)
    given.values = checker.accepted(settings, into: &diagnostics)
    checker.reportMissing(among: Set(given.places.keys), into: &diagnostics)
    return given
  }

  /// Checks arguments of a call in the scope of now.
  private func checker(of call: BlockCall, _ arguments: [BlockArgument]) -> SettingChecker {
    SettingChecker(
      owner: call.op, declarations: arguments, parameters: scope.parameters,
      otherKeys: call.block.inputs.map(\.value), noun: "argument")
  }

  /// The scope of the block's nodes: its inputs, and the parameters of the file unless it is a
  /// library's; nothing of the caller's.
  private func inside(_ call: BlockCall, _ inputs: [WireFrame.Binding]) -> ExpansionScope {
    var frame = WireFrame([], previous: nil)
    for (name, binding) in zip(call.block.inputs, inputs) { frame.bindings[name.value] = binding }
    let table = call.block.isFromLibrary ? ParameterTable() : parameters
    var inner = ExpansionScope(table, frame: frame)
    inner.prefix = call.name.value + "."
    inner.callers = scope.callers + [scope.reader]
    return inner
  }

  /// Makes one argument known inside: what the call gives, else its default.
  private mutating func bind(
    _ argument: BlockArgument, _ given: Given, _ caller: SettingChecker, _ around: [Enclosure]
  ) {
    let name = argument.name
    if let value = given.values[name], let span = given.places[name] {
      bind(argument, to: value, at: span)
    } else if let setting = given.waiting[name] {
      scope.bind(
        argument.key,
        to: PendingArgument(
          setting: setting, argument: argument, checker: caller, enclosures: around))
    } else if given.places[name] == nil, let node = argument.defaultNode {
      bindDefault(of: argument, node, caller.owner)
    } else {
      scope.fail(name)
    }
  }

  private mutating func bindDefault(
    of argument: BlockArgument, _ node: YAMLNode, _ owner: Located<String>
  ) {
    guard let setting = setting(YAMLEntry(argument.key, node)) else {
      return scope.fail(argument.name)
    }
    let checker = SettingChecker(
      owner: owner, declarations: [argument], parameters: scope.parameters, noun: "argument")
    guard let value = setting.value else {
      return scope.bind(
        argument.key,
        to: PendingArgument(
          setting: setting, argument: argument, checker: checker, enclosures: enclosures))
    }
    let given = SettingChecker.Given(name: argument.key, node: node, value: value)
    guard let accepted = checker.accepted([given], into: &diagnostics)[argument.name] else {
      return scope.fail(argument.name)
    }
    bind(argument, to: accepted, at: node.span)
  }

  private mutating func bind(
    _ argument: BlockArgument, to value: AttributeValue, at span: SourceSpan
  ) {
    let value = argument.normalized(value)
    scope.bind(argument.key, to: .init(name: argument.key, value: value, span: span))
  }
}
