import Runtime

/// Turns the entries under `graph:` into a flat list of nodes.
///
/// It unrolls `for`, decides `if`, evaluates attributes and resolves every wire to a whole name.
/// It reports what is wrong and goes on; whatever depends on a mistake stays silent.
struct GraphExpander {
  /// How many nodes and loop steps a model may have.
  static let mostSteps = 10_000
  /// How many groups and calls of blocks may stand in one another.
  static let deepest = 64

  /// The schemas of ops and blocks by name; they tell which keys of a node are wires.
  let schemas: [String: OpSchema]
  let blocks: BlockTable
  /// The names of the model's inputs, in their order.
  let modelInputs: [String]
  /// The parameters of the file.
  let parameters: ParameterTable
  /// What names stand for in the graph or, inside a call, in the block.
  var scope: ExpansionScope
  /// The calls and steps around, outermost first.
  var enclosures: [Enclosure] = []
  var diagnostics = Diagnostics()
  private(set) var nodes: [NodeSpec] = []
  /// What whole names stand for: nodes, calls and the model's inputs.
  private(set) var named: [String: WireFrame.Binding] = [:]
  private var steps = 0
  private var depth = 0

  /// An expander of a model with these inputs.
  init(
    ops: [String: OpSchema], blocks: BlockTable, parameters: ParameterTable, inputs: [String]
  ) {
    schemas = ops.merging(blocks.schemas) { op, _ in op }
    self.blocks = blocks
    modelInputs = inputs
    self.parameters = parameters
    var frame = WireFrame([], previous: nil)
    for input in inputs {
      frame.bindings[input] = .wire(input)
      named[input] = .wire(input)
    }
    scope = ExpansionScope(parameters, frame: frame)
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
    scope.frames.append(frame)
    expandInPlace(entries, prefix: prefix)
    return scope.frames.removeLast().previous
  }

  /// Expands entries in the innermost scope.
  mutating func expandInPlace(_ entries: [YAMLEntry], prefix: String = "") {
    for entry in entries where countStep(at: entry.key.span) {
      expand(entry, prefix: prefix)
    }
  }

  /// Defines a name in the innermost scope; nil leaves nothing above the next node.
  mutating func define(_ name: String, as binding: WireFrame.Binding?) {
    scope.frames[scope.frames.count - 1].define(name, as: binding)
  }

  mutating func append(_ node: NodeSpec) {
    nodes.append(node)
    name(node.name.value, .wire(node.name.value))
  }

  /// Lets everything that comes read `binding` by a whole name.
  mutating func name(_ whole: String, _ binding: WireFrame.Binding) { named[whole] = binding }

  /// Goes into a group or a block; false, with an error, when that is too deep.
  mutating func descend(at span: SourceSpan) -> Bool {
    guard depth < Self.deepest else {
      diagnostics.error(
        "groups and blocks stand more than \(Self.deepest) deep in one another", at: span,
        code: "too-large")
      return false
    }
    depth += 1
    return true
  }

  /// Comes out of a group or a block.
  mutating func ascend() { depth -= 1 }

  /// Counts one node or step; false, once with an error, when there are too many.
  mutating func countStep(at span: SourceSpan) -> Bool {
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
          hint: Self.missingSpace(in: keys) ?? NearestName.hint(keys.first ?? "", in: ["op", "do"])
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

  /// The hint for `{op:dense}`, which YAML reads as one long key.
  private static func missingSpace(in keys: [String]) -> String? {
    keys.first { $0.hasPrefix("op:") && $0.count > 3 }.map { key in
      "write a space after the colon: `op: \(DisplayText.escaped(String(key.dropFirst(3))))`"
    }
  }

  /// Whether a name can be part of paths and of parameters' names.
  private mutating func checkName(_ name: Located<String>) -> Bool {
    guard name.value != "input" else {
      diagnostics.error(
        "a node cannot be called `input`: in a group that is what the step reads", at: name.span)
      return false
    }
    if scope.frames.count == 2, scope.frames[0].bindings[name.value] != nil {
      diagnostics.error(
        "`\(name.value)` is an input already, so a node cannot have that name", at: name.span,
        hint: "give the node a name of its own")
      return false
    }
    return NameRule.check(name, "a node", into: &diagnostics)
  }
}
