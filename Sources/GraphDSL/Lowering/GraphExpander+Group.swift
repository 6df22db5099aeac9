import Runtime

extension GraphExpander {
  private static let groupKeys = ["from", "if", "else", "for", "index", "do"]

  /// Expands a group, as often as its `for` says.
  ///
  /// - Returns: What the last node of the last step makes; nil when nothing is above to pass on.
  mutating func expandGroup(
    _ name: Located<String>, _ fields: [YAMLEntry], prefix: String
  ) -> WireFrame.Binding? {
    refuseUnknownKeys(fields)
    let field = { (key: String) in fields.first { $0.key.value == key }?.value }
    let input = groupInput(name, from: field("from"))
    let isWanted = condition(field("if"), else: field("else"), of: name)
    guard let body = field("do")?.entries else {
      let node = field("do")
      diagnostics.error(
        "`do` is \(node?.kind ?? "nothing"), but it wants a mapping of nodes",
        at: node?.span ?? name.span)
      return .failed
    }
    guard let isWanted else { return .failed }
    guard isWanted else {
      checkUnused(body)
      return field("else").map { wire($0) } ?? input
    }
    let loop = field("for")
    guard let rounds = LoopSteps(loop, index: field("index"), name: name, expander: &self),
      descend(at: name.span)
    else { return .failed }
    defer { ascend() }
    let outer = (reader: scope.reader, pending: scope.pending)
    defer { (scope.reader, scope.pending) = outer }
    let whole = Located(prefix + name.value, name.span)
    var result = input
    for (number, variables) in rounds.steps.enumerated() where countStep(at: name.span) {
      scope.bind(variables)
      guard let loop else {
        result = expand(body, prefix: "\(whole.value).", input: result)
        continue
      }
      let step = Enclosure(
        name: whole, kind: .step(number, variables: variables), span: loop.span)
      let start = diagnostics.all.count
      enclosures.append(step)
      result = expand(body, prefix: "\(whole.value).\(number).", input: result)
      enclosures.removeLast()
      diagnostics.place(from: start, in: [step])
    }
    if result == nil {
      diagnostics.error(
        "`\(name.value)` passes its input through, but there is nothing above it to read",
        at: name.span, hint: fromHint, code: "missing-wire")
      return .failed
    }
    return result
  }

  private mutating func refuseUnknownKeys(_ fields: [YAMLEntry]) {
    let allowed = Self.groupKeys
    for field in fields where !allowed.contains(field.key.value) {
      diagnostics.error(
        "a group of nodes has no key `\(field.key.value)`", at: field.key.span,
        hint: NearestName.hint(field.key.value, in: allowed)
          ?? "it can have \(allowed.joined(separator: ", "))", code: "unknown-key")
    }
  }

  private mutating func groupInput(
    _ name: Located<String>, from node: YAMLNode?
  ) -> WireFrame.Binding? {
    guard let node else { return scope.frames[scope.frames.count - 1].previous }
    if node.scalar != nil { return wire(node) }
    diagnostics.error(
      "`from` of a group is one name, not \(node.kind)", at: node.span,
      hint: "nodes inside can read further wires by name")
    return .failed
  }
}
