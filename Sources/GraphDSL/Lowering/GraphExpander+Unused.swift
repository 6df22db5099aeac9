import Runtime

/// What can be said of nodes that an `if` switched off: whether their ops and keys exist. Their values
/// and wires may make sense only where they are wanted.
extension GraphExpander {
  /// Checks a node that is switched off.
  mutating func checkUnused(_ fields: [YAMLEntry], op: Located<String>) {
    guard let schema = schemas[op.value] else {
      return diagnostics.report(UnknownOp.diagnostic(op, among: schemas.values))
    }
    let given = fields.filter { isAttribute($0.key.value, of: schema) }.map {
      SettingChecker.Given(name: $0.key, node: $0.value, value: nil)
    }
    let checker = SettingChecker(
      owner: op, declarations: schema.attributes, parameters: parameters,
      otherKeys: schema.namesInputs == nil ? schema.inputs.map(\.name) : [],
      noun: blocks[op.value] == nil ? "attribute" : "argument")
    _ = checker.accepted(given, into: &diagnostics)
    checker.reportMissing(among: Set(given.map(\.name.value)), into: &diagnostics)
  }

  /// Checks the nodes of a group that is switched off.
  mutating func checkUnused(_ body: [YAMLEntry]) {
    for entry in body {
      if let inner = entry.value["do"]?.entries {
        checkUnused(inner)
      } else if let fields = entry.value.entries, let op = entry.value["op"],
        let name = op.scalar?.text, !name.contains("$")
      {
        checkUnused(fields, op: Located(name, op.span))
      }
    }
  }
}
