import Runtime

/// Turns the entries under `graph:` into a flat list of nodes.
///
/// It unrolls `for`, decides `if`, evaluates attributes and resolves every wire to a whole name.
/// It reports what is wrong and goes on; whatever depends on a mistake stays silent.
struct GraphExpander {
  /// How many nodes and loop steps a model may have.
  static let mostSteps = 10_000
  private static let groupKeys = ["from", "if", "else", "for", "index", "do"]

  /// The schemas by op name; they tell which keys of a node are wires.
  let schemas: [String: OpSchema]
  var reader: ValueReader
  var frames: [WireFrame] = []
  var diagnostics = Diagnostics()
  private(set) var nodes: [NodeSpec] = []
  private(set) var definedNames: Set<String> = []
  private var steps = 0

  init(schemas: [String: OpSchema], reader: ValueReader, inputs: [String]) {
    self.schemas = schemas
    self.reader = reader
    var frame = WireFrame([], previous: nil)
    for input in inputs { frame.bindings[input] = .wire(input) }
    frames = [frame]
    definedNames = Set(inputs)
  }

  /// Expands the entries of a mapping in a scope of their own.
  ///
  /// - Parameters:
  ///   - entries: The nodes and groups.
  ///   - prefix: The names of the groups around, each with a dot behind it.
  ///   - input: What the first node reads, known inside as `input`.
  /// - Returns: What the last node makes.
  mutating func expand(
    _ entries: [YAMLEntry], prefix: String, input: WireFrame.Binding?
  ) -> WireFrame.Binding? {
    var frame = WireFrame(entries, previous: input)
    frame.bindings["input"] = input
    frames.append(frame)
    expandInPlace(entries, prefix: prefix)
    return frames.removeLast().previous
  }

  /// Expands entries in the innermost scope.
  mutating func expandInPlace(_ entries: [YAMLEntry], prefix: String = "") {
    for entry in entries where countStep(at: entry.key.span) {
      expand(entry, prefix: prefix)
    }
  }

  /// Defines a name in the innermost scope; nil leaves nothing above the next node.
  mutating func define(_ name: String, as binding: WireFrame.Binding?) {
    frames[frames.count - 1].define(name, as: binding)
  }

  mutating func append(_ node: NodeSpec) {
    nodes.append(node)
    definedNames.insert(node.name.value)
  }

  /// Counts one node or step; false, once with an error, when there are too many.
  private mutating func countStep(at span: SourceSpan) -> Bool {
    steps += 1
    if steps == Self.mostSteps + 1 {
      diagnostics.error(
        "the model has more than \(Self.mostSteps) nodes and steps of loops", at: span,
        code: "too-large")
    }
    return steps <= Self.mostSteps
  }

  private mutating func expand(_ entry: YAMLEntry, prefix: String) {
    let name = entry.key
    let result: WireFrame.Binding?
    if !checkName(name) {
      result = .failed
    } else if let fields = entry.value.entries {
      let keys = fields.map(\.key.value)
      switch (keys.contains("op"), keys.contains("do")) {
      case (true, false): result = expandNode(name, fields, prefix: prefix)
      case (false, true): result = expandGroup(name, fields, prefix: prefix)
      case (true, true):
        diagnostics.error(
          "`\(name.value)` has both `op` and `do`", at: name.span,
          hint: "a node has `op`; a group of nodes has `do`")
        result = .failed
      case (false, false):
        diagnostics.error(
          "`\(name.value)` has neither `op` nor `do`", at: name.span,
          hint: NearestName.hint(keys.first ?? "", in: ["op", "do"])
            ?? "write `\(name.value): {op: …}`")
        result = .failed
      }
    } else {
      diagnostics.error(
        "`\(name.value)` is \(entry.value.kind), but a node is a mapping", at: entry.value.span,
        hint: "write `\(name.value): {op: …}`")
      result = .failed
    }
    define(name.value, as: result)
  }

  /// Whether a name can be part of paths and of parameters' names.
  private mutating func checkName(_ name: Located<String>) -> Bool {
    guard name.value != "input" else {
      diagnostics.error(
        "a node cannot be called `input`: in a group that is what the step reads", at: name.span)
      return false
    }
    if frames.count == 2, case .wire = frames[0].bindings[name.value] {
      diagnostics.error(
        "`\(name.value)` is an input already, so a node cannot have that name", at: name.span)
      return false
    }
    return NameRule.check(name, "a node", into: &diagnostics)
  }

  // MARK: Groups

  private mutating func expandGroup(
    _ name: Located<String>, _ fields: [YAMLEntry], prefix: String
  ) -> WireFrame.Binding? {
    let allowed = Self.groupKeys
    for field in fields where !allowed.contains(field.key.value) {
      diagnostics.error(
        "a group of nodes has no key `\(field.key.value)`", at: field.key.span,
        hint: NearestName.hint(field.key.value, in: allowed)
          ?? "it can have \(allowed.joined(separator: ", "))", code: "unknown-key")
    }
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
    guard isWanted else { return field("else").map { wire($0) } ?? input }
    let loop = field("for")
    guard let rounds = LoopSteps(loop, index: field("index"), name: name, expander: &self) else {
      return .failed
    }
    let outer = reader
    defer { reader = outer }
    var result = input
    for (number, variables) in rounds.steps.enumerated() where countStep(at: name.span) {
      reader.scope.values.merge(variables) { $1 }
      let step = loop == nil ? "" : "\(number)."
      result = expand(body, prefix: "\(prefix)\(name.value).\(step)", input: result)
    }
    if result == nil {
      diagnostics.error(
        "`\(name.value)` passes its input through, but there is nothing above it to read",
        at: name.span, hint: "write `from: <name>`", code: "missing-wire")
      return .failed
    }
    return result
  }

  private mutating func groupInput(
    _ name: Located<String>, from node: YAMLNode?
  ) -> WireFrame.Binding? {
    guard let node else { return frames[frames.count - 1].previous }
    if node.scalar != nil { return wire(node) }
    diagnostics.error(
      "`from` of a group is one name, not \(node.kind)", at: node.span,
      hint: "nodes inside can read further wires by name")
    return .failed
  }
}
