import Runtime

extension GraphExpander {
  /// The value of a scalar or list under the names in scope, or nil after a report.
  mutating func value(of node: YAMLNode, isExpression: Bool = false) -> SettingValue? {
    if let late = pendingArguments(in: node, isExpression: isExpression).first {
      diagnostics.error(
        "`\(late.name.value)` comes from the size of a tensor, which is not known yet here",
        at: late.name.span, hint: "it can be used in a node's attributes", code: "unknown-size")
      return nil
    }
    var reader = scope.reader
    // Only names that could be wires need looking up, for a clearer message.
    let names =
      ParameterUses.names(in: node, isExpression: isExpression)
      + ParameterUses.tensors(in: node, isExpression: isExpression)
    reader.scope.tensors = Set(names.map(\.value).filter { binding(of: $0) != nil })
    let start = diagnostics.all.count
    let value = reader.value(of: node, isExpression: isExpression, into: &diagnostics)
    if value == nil { pointToCaller(from: start, names) }
    return value
  }

  /// The arguments in an expression whose values wait for the sizes of tensors.
  func pendingArguments(
    in node: YAMLNode, isExpression: Bool = false
  ) -> [(name: Located<String>, argument: PendingArgument)] {
    guard !scope.pending.isEmpty else { return [] }
    return ParameterUses.names(in: node, isExpression: isExpression).compactMap { name in
      scope.pending[name.value].map { (name, $0) }
    }
  }

  /// Says of a name that a block does not see, but its caller does, how to hand it in.
  private mutating func pointToCaller(from start: Int, _ names: [Located<String>]) {
    guard !scope.callers.isEmpty else { return }
    let callers = scope.callers
    diagnostics.revise(from: start) { problem in
      var problem = problem
      if problem.code == "unknown-parameter",
        let name = names.first(where: { $0.span == problem.span })?.value,
        callers.contains(where: { $0.scope.values[name] != nil })
      {
        problem.hint = "a block sees its arguments, not its caller's names: add `\(name)` to `args`"
      }
      return problem
    }
  }

  /// The text of a slot that holds a name; with `$` it may come from a parameter.
  mutating func text(of node: YAMLNode, _ slot: String) -> Located<String>? {
    guard node.scalar != nil, !node.isNull else {
      diagnostics.error(
        "`\(slot)` wants a name, not \(node.kind)", at: node.span,
        hint: "write the name alone; what belongs to it stands beside it")
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
    if let place = scope.frames.reversed().lazy.compactMap({ $0.declared[name.value] }).first {
      diagnostics.error(
        "`\(name.value)` is read before it is defined", at: name.span,
        notes: [.init("`\(name.value)` is defined here", at: place)],
        hint: "a node can only read those above it", code: "use-before-definition")
      return .failed
    }
    let visible = scope.frames.reversed().flatMap { frame in
      Set(frame.bindings.keys).union(frame.declared.keys).sorted()
    }
    diagnostics.error(
      "there is no node or input `\(name.value)`", at: name.span,
      hint: NearestName.hint(name.value, in: visible)
        ?? (scope.prefix.isEmpty ? nil : "a block reads its inputs and its own nodes only"),
      code: "unknown-wire")
    return .failed
  }

  /// The innermost definition of a name, or the node of that whole name in the graph or block.
  private func binding(of name: String) -> WireFrame.Binding? {
    for frame in scope.frames.reversed() {
      if let binding = frame.bindings[name] { return binding }
      // Defined further down, so no outer one of the same name can be meant.
      if frame.declared[name] != nil { return nil }
    }
    return name.contains(".") ? named[scope.prefix + name] : nil
  }
}
