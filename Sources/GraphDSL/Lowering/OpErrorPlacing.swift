import Runtime

extension Diagnostic {
  /// An op's complaint with its places in the file.
  ///
  /// - Parameters:
  ///   - error: What the op says.
  ///   - node: The call.
  ///   - wires: What it reads, in the order of the operands.
  ///   - formulas: The attributes that are formulas, with the places of their parts.
  ///   - sourceMap: Where that comes from.
  init(
    _ error: OpError, in node: NodeSpec, _ wires: [WireSpec], _ formulas: [String: FormulaSource],
    _ sourceMap: SourceMap
  ) {
    let call = OpCall(node: node, wires: wires, formulas: formulas, sourceMap: sourceMap)
    self.init(
      call.worded(error.message), at: call.place(of: error.argument), notes: call.notes(of: error),
      hint: call.hint(of: error), code: "op")
  }
}

/// A call whose op complains.
private struct OpCall {
  let node: NodeSpec
  let wires: [WireSpec]
  let formulas: [String: FormulaSource]
  let sourceMap: SourceMap

  /// The other ends: where the blamed argument comes from, and the op's own notes.
  func notes(of error: OpError) -> [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    switch error.argument {
    case .call: break
    case .input(let index):
      if wires.indices.contains(index) {
        notes += origin(index, "`\(wires[index].source)` comes from here")
      }
    case .attribute(let name), .text(let name, _):
      if let setting = node.settings.first(where: { $0.name.value == name }) {
        notes += node.parameters.origins(of: setting.node, under: setting.reader.scope.values)
      }
    }
    if case .text(let name, _) = error.argument, let formula = formulas[name],
      !formula.isVerbatim
    {
      notes.append(.init("with its parameters this is `\(formula.text)`", at: formula.span))
    }
    for note in error.notes {
      if case .input(let index) = note.argument, wires.indices.contains(index) {
        notes += origin(index, worded(note.message))
      } else {
        notes.append(.init(worded(note.message), at: place(of: note.argument)))
      }
    }
    return notes
  }

  /// What makes an input, and the calls of blocks through which that came about.
  private func origin(_ index: Int, _ message: String) -> [Diagnostic.Note] {
    let source = wires[index].source
    let calls = sourceMap.enclosures(of: source).filter {
      $0.isCall && !node.enclosures.contains($0)
    }
    return [.init(message, at: sourceMap.span(of: source) ?? wires[index].span)]
      + calls.reversed().compactMap(\.note)
  }

  /// The place of an argument in the call.
  func place(of argument: OpError.Argument) -> SourceSpan {
    switch argument {
    case .call: node.op.span
    case .input(let index): wires.indices.contains(index) ? wires[index].span : node.op.span
    case .text(let name, let range) where formulas[name] != nil:
      formulas[name]?.span(of: range) ?? node.op.span
    case .attribute(let name), .text(let name, _):
      node.settings.first { $0.name.value == name }?.node.span ?? node.op.span
    }
  }

  /// What to try: the nearest name for one that does not exist, else what the op says.
  func hint(of error: OpError) -> String? {
    if let misspelling = error.misspelling {
      if node.parameters[misspelling.name] != nil {
        return "to use the parameter write `${\(misspelling.name)}`"
      }
      if let hint = NearestName.hint(misspelling.name, in: misspelling.known) { return hint }
    }
    return error.hint.map(worded)
  }

  /// A message with the inputs' names in place of the numbers in braces.
  func worded(_ message: String) -> String {
    wires.enumerated().reduce(message) { text, wire in
      text.replacing("{\(wire.offset)}", with: "`\(wire.element.source)`")
    }
  }
}
