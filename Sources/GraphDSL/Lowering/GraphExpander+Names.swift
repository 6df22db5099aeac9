import Runtime

extension GraphExpander {
  /// The value of a scalar or list under the names in scope, or nil after a report.
  mutating func value(of node: YAMLNode, isExpression: Bool = false) -> SettingValue? {
    var reader = self.reader
    // Only names that could be wires need looking up, for a clearer message.
    let names =
      ParameterUses.names(in: node, isExpression: isExpression)
      + ParameterUses.tensors(in: node, isExpression: isExpression)
    reader.scope.tensors = Set(names.map(\.value).filter { binding(of: $0) != nil })
    return reader.value(of: node, isExpression: isExpression, into: &diagnostics)
  }

  /// The text of a slot that holds a name; with `$` it may come from a parameter.
  mutating func text(of node: YAMLNode, _ slot: String) -> Located<String>? {
    guard node.scalar != nil, !node.isNull else {
      diagnostics.error("`\(slot)` wants a name, not \(node.kind)", at: node.span)
      return nil
    }
    guard let value = value(of: node) else { return nil }
    guard case .string(let text) = value.text else {
      diagnostics.error("`\(slot)` wants a name, not `\(value.value)`", at: node.span)
      return nil
    }
    return Located(text, node.span)
  }

  /// What `if` says, true without one, or nil after a report.
  mutating func condition(
    _ node: YAMLNode?, else otherwise: YAMLNode?, of name: Located<String>
  ) -> Bool? {
    guard let node else {
      guard let otherwise else { return true }
      diagnostics.error("`\(name.value)` has `else` without `if`", at: otherwise.span)
      return nil
    }
    guard node.scalar != nil, !node.isNull else {
      diagnostics.error("`if` wants an expression, not \(node.kind)", at: node.span)
      return nil
    }
    let before = diagnostics
    let value = value(of: node, isExpression: true)?.value
    if let problem = diagnostics.all.last, diagnostics.all.count > before.all.count,
      problem.code == "tensor-in-expression"
    {
      diagnostics = before
      diagnostics.report(Self.tensorTest(problem))
    }
    guard let value else { return nil }
    guard case .bool(let isWanted) = value else {
      diagnostics.error(
        "`if` wants true or false, but this is \(value.kind) `\(value)`", at: node.span,
        hint: "compare it, as in `\(node.scalar?.text ?? "x") > 0`")
      return nil
    }
    return isWanted
  }

  /// The error for a tensor in an `if`, made from the one for a tensor in an expression.
  private static func tensorTest(_ problem: Diagnostic) -> Diagnostic {
    let tensor = problem.message.split(separator: "`").first.map(String.init) ?? ""
    return Diagnostic(
      "`if` is decided before the graph runs, so it cannot test the tensor `\(tensor)`",
      at: problem.span, hint: "test a parameter", code: problem.code)
  }

  /// What the name in a wire slot stands for, after a report if nothing.
  mutating func wire(_ node: YAMLNode) -> WireFrame.Binding {
    guard let name = text(of: node, "from") else { return .failed }
    return wire(named: name)
  }

  /// What a name stands for as a wire, after a report if nothing.
  mutating func wire(named name: Located<String>) -> WireFrame.Binding {
    if let binding = binding(of: name.value) { return binding }
    if let place = frames.reversed().lazy.compactMap({ $0.declared[name.value] }).first {
      diagnostics.error(
        "`\(name.value)` is read before it is defined", at: name.span,
        notes: [.init("`\(name.value)` is defined here", at: place)],
        hint: "a node can only read those above it", code: "use-before-definition")
      return .failed
    }
    let visible = frames.reversed().flatMap { frame in
      Set(frame.bindings.keys).union(frame.declared.keys).sorted()
    }
    diagnostics.error(
      "there is no node or input `\(name.value)`", at: name.span,
      hint: NearestName.hint(name.value, in: visible), code: "unknown-wire")
    return .failed
  }

  /// The innermost definition of a name, or the node of that whole name.
  private func binding(of name: String) -> WireFrame.Binding? {
    for frame in frames.reversed() {
      if let binding = frame.bindings[name] { return binding }
      // Defined further down, so no outer one of the same name can be meant.
      if frame.declared[name] != nil { return nil }
    }
    return name.contains(".") && definedNames.contains(name) ? .wire(name) : nil
  }
}
