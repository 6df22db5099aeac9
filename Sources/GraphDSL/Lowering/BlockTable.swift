import Runtime

/// The blocks that nodes can call.
struct BlockTable {
  /// Blocks by name, those with errors too.
  private var blocks: [String: BlockSpec] = [:]
  /// The names of those with an error that was reported; their calls stay silent.
  private var failed: Set<String> = []

  /// Checks the blocks' definitions.
  ///
  /// - Parameters:
  ///   - blocks: The blocks in the order of the file.
  ///   - ops: The names of the ops, which a block cannot have.
  ///   - diagnostics: Takes the problems.
  init(_ blocks: [BlockSpec], ops: Set<String>, into diagnostics: inout Diagnostics) {
    for block in blocks {
      let before = diagnostics.all.count
      let name = block.name.value
      if ops.contains(name) {
        diagnostics.error(
          "`\(name)` is an op already, so a block cannot have that name", at: block.name.span,
          hint: "give the block a name of its own", code: "name")
        continue
      }
      self.blocks[name] = block
      checkDefaults(of: block, &diagnostics)
      if !block.isComplete || diagnostics.all.count > before { failed.insert(name) }
    }
    reportCircles(blocks, &diagnostics)
  }

  /// The block of that name.
  subscript(name: String) -> BlockSpec? { blocks[name] }

  /// Whether a block is right as far as can be said without a call.
  func isUsable(_ block: BlockSpec) -> Bool { !failed.contains(block.name.value) }

  /// The blocks as ops.
  var schemas: [String: OpSchema] { blocks.mapValues(\.schema) }

  /// Checks the defaults that need no call to be known, and what the others use.
  private func checkDefaults(of block: BlockSpec, _ diagnostics: inout Diagnostics) {
    for (index, argument) in block.arguments.enumerated() {
      guard let node = argument.defaultNode else { continue }
      let names = ParameterUses.names(in: node)
      let later = block.arguments[index...].map(\.name)
      if let name = names.first(where: { later.contains($0.value) }) {
        diagnostics.error(
          name.value == argument.name
            ? "the default of `\(argument.name)` uses `\(argument.name)` itself"
            : "the default of `\(argument.name)` uses `\(name.value)`, which is declared below it",
          at: name.span, hint: "a default can use the arguments above it", code: "argument-default")
      }
      guard names.isEmpty, ParameterUses.tensors(in: node).isEmpty,
        let value = ValueReader(scope: ExpressionScope()).value(of: node, into: &diagnostics)
      else { continue }
      let checker = SettingChecker(
        owner: block.name, declarations: [argument], parameters: ParameterTable())
      let given = SettingChecker.Given(name: argument.key, node: node, value: value)
      _ = checker.accepted([given], into: &diagnostics)
    }
  }

  /// Reports blocks that call one another in a circle, each circle once.
  private mutating func reportCircles(_ specs: [BlockSpec], _ diagnostics: inout Diagnostics) {
    var calls: [String: [Located<String>]] = [:]
    for block in specs {
      calls[block.name.value] = block.nodes.flatMap { BlockUses.ops(in: $0.value) }
        .filter { blocks[$0.value] != nil }
    }
    let stuck = Circles.stuck(calls.mapValues { Set($0.map(\.value)) })
    failed.formUnion(stuck.keys)
    for circle in Circles.find(in: stuck, order: specs.map(\.name.value)) {
      let places = zip(circle, circle.dropFirst() + circle.prefix(1)).compactMap { caller, callee in
        calls[caller]?.first { $0.value == callee }
      }
      guard let first = places.first else { continue }
      let notes = zip(circle, places).dropFirst().map { caller, place in
        Diagnostic.Note("`\(caller)` calls `\(place.value)` here", at: place.span)
      }
      diagnostics.error(
        circle.count == 1
          ? "the block `\(circle[0])` calls itself"
          : "blocks call one another in a circle: \(Circles.text(circle, "calls"))",
        at: first.span, notes: notes, hint: "repeat nodes with `for` and `do`",
        code: "block-circle")
    }
  }
}
