import Runtime

/// Brings what a call reads into the order of the operands.
enum OperandOrder {
  /// Sorts the wires of a call.
  ///
  /// - Parameters:
  ///   - given: The wires as written, by name or in order.
  ///   - op: The op of the call.
  ///   - schema: Its operands.
  ///   - keys: The call's other keys; one that is an operand's misspelt name was reported already.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The wires in the order of the operands; nil after a report.
  static func wires(
    _ given: [WireSpec], op: Located<String>, _ schema: OpSchema, keys: [String],
    into diagnostics: inout Diagnostics
  ) -> [WireSpec]? {
    let named = given.filter { $0.operand != nil }
    guard !named.isEmpty, schema.namesInputs == nil else { return given }
    let names = schema.inputs.map(\.name)
    for wire in named {
      guard let operand = wire.operand, !names.contains(operand.value) else { continue }
      diagnostics.error(
        "`\(schema.name)` has no operand `\(operand.value)`", at: operand.span,
        hint: NearestName.hint(operand.value, in: names)
          ?? "it reads \(names.map { "`\($0)`" }.joined(separator: ", "))",
        code: "unknown-operand")
      return nil
    }
    let unknown = keys.filter { key in !schema.attributes.contains { $0.name == key } }
    let misspelt = Set(unknown.compactMap { NearestName.of($0, in: names) })
    var wires: [WireSpec] = []
    for operand in schema.inputs {
      guard let wire = named.first(where: { $0.operand?.value == operand.name }) else {
        guard !misspelt.contains(operand.name) else { return nil }
        if operand.isOptional, wires.count == named.count { break }
        diagnostics.error(
          "`\(schema.name)` needs `\(operand.name)`", at: op.span,
          hint: "write `\(operand.name): <name>`", code: "missing-operand")
        return nil
      }
      wires.append(wire)
    }
    return wires
  }

  /// Hands an op whose inputs have free names those of the call.
  ///
  /// - Parameters:
  ///   - node: The call.
  ///   - schema: The op's operands.
  ///   - values: The call's attributes; takes the names.
  ///   - diagnostics: Takes the problems.
  /// - Returns: False after a report.
  static func nameInputs(
    of node: NodeSpec, _ schema: OpSchema, in values: inout [String: AttributeValue],
    _ diagnostics: inout Diagnostics
  ) -> Bool {
    guard let key = schema.namesInputs else { return true }
    let named = node.inputs.first { $0.operand != nil }
    if let setting = node.settings.first(where: { $0.name.value == key }) {
      guard let operand = named?.operand else { return true }
      diagnostics.error(
        "`\(node.key)` names its inputs twice: in `from` and in `\(key)`", at: setting.name.span,
        notes: [.init("`\(operand.value)` is named here", at: operand.span)])
      return false
    }
    // One input has a name of the op's own, unless the call gives it another.
    guard node.inputs.count > 1 || named != nil else { return true }
    let names = node.inputs.map { wire in
      wire.operand?.value ?? wire.written.flatMap { $0.contains("$") ? nil : $0 } ?? wire.source
    }
    values[key] = .list(names.map { .string($0) })
    return true
  }
}
