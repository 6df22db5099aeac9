import Runtime

extension Diagnostic {
  /// An op's complaint with its places in the file.
  ///
  /// - Parameters:
  ///   - error: What the op says.
  ///   - node: The call.
  ///   - wires: What it reads, in the order of the operands.
  ///   - sourceMap: Where that comes from.
  init(_ error: OpError, in node: NodeSpec, _ wires: [WireSpec], _ sourceMap: SourceMap) {
    let call = OpCall(node: node, wires: wires, sourceMap: sourceMap)
    self.init(
      call.worded(error.message), at: call.place(of: error.argument), notes: call.notes(of: error),
      hint: error.hint.map(call.worded), code: "op")
  }
}

/// A call whose op complains.
private struct OpCall {
  let node: NodeSpec
  let wires: [WireSpec]
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
    case .attribute(let name):
      if let setting = node.settings.first(where: { $0.name.value == name }) {
        notes += node.parameters.origins(of: setting.node, under: setting.reader.scope.values)
      }
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
    case .attribute(let name):
      node.settings.first { $0.name.value == name }?.node.span ?? node.op.span
    }
  }

  /// A message with the inputs' names in place of the numbers in braces.
  func worded(_ message: String) -> String {
    wires.enumerated().reduce(message) { text, wire in
      text.replacing("{\(wire.offset)}", with: "`\(wire.element.source)`")
    }
  }
}
