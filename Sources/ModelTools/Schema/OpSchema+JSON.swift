import Runtime

extension OpSchema {
  /// The keys of a node that calls the op.
  ///
  /// Keys that every node has are only allowed here; what an editor shows of them stands with the
  /// node.
  var jsonSchema: JSONValue {
    let own = attributes.map { ($0.name, $0.jsonSchema) }
    let operands = inputs.map { operand in
      (operand.name, SchemaPart.described("Reads \(Self.words(operand)).", "wire"))
    }
    let shared = NodeSchema.sharedKeys.map { ($0, JSONValue.bool(true)) }
    var object = SchemaPart.mapping(
      own + operands + [("from", from)] + shared,
      required: attributes.filter { !$0.isOptional }.map { $0.name }, description: description)
    let rules = wiring
    if !rules.isEmpty { object["allOf"] = .array(rules) }
    return .object(object)
  }

  /// What an editor shows of the op: what the manual says in its first lines.
  private var description: String {
    var lines = [summary]
    if !formula.isEmpty { lines.append(formula) }
    lines += inputs.enumerated().map { index, input in
      let repeats = isVariadic && index == inputs.count - 1 ? ", any number of times" : ""
      return "reads \(Self.words(input))\(repeats)"
    }
    lines.append("makes \(Self.words(result))")
    return "**\(name)**: " + lines.joined(separator: "\n\n")
  }

  private static func words(_ operand: Operand) -> String {
    let summary = ManualWords.summary(operand)
    return
      "`\(operand.name)` `\(ManualWords.shape(operand))`\(summary.isEmpty ? "" : ": \(summary)")"
  }

  /// The operands' names that are no attributes' as well, so that a key of the node can give them.
  private var keys: [String] {
    inputs.map(\.name).filter { name in !attributes.contains { $0.name == name } }
  }

  /// The operands that every call gives.
  private var needed: [String] { inputs.filter { !$0.isOptional }.map(\.name) }

  /// `from`: a name, a list of names, or a mapping from operands to names.
  private var from: JSONValue {
    let names = inputs.map(\.name)
    var list = JSONObject()
    list["type"] = "array"
    list["items"] = SchemaPart.reference("wire")
    list["minItems"] = .integer(max(1, needed.count))
    if !isVariadic { list["maxItems"] = .integer(names.count) }
    let mapping = SchemaPart.mapping(
      names.map { ($0, SchemaPart.reference("wire")) }, required: needed)
    let whole = SchemaPart.reference("wire")
    let ways = (needed.count > 1 ? [] : [whole]) + [.object(list), .object(mapping)]
    return ["anyOf": .array(ways)]
  }

  /// Operands are given in one way, and all of them but optional ones, which may be all that a node
  /// names: the first is then the node above.
  private var wiring: [JSONValue] {
    guard let first = keys.first else { return [] }
    var rules: [JSONValue] = [
      [
        "if": ["required": ["from"]],
        "then": ["properties": SchemaPart.properties(keys.map { ($0, .bool(false)) })],
      ]
    ]
    guard needed.count > 1 else { return rules }
    rules.append(["anyOf": [["required": ["from"]], ["required": [.string(first)]]]])
    let others = keys.filter { needed.contains($0) }.map { key in
      (key, JSONValue.array(needed.filter { $0 != key }.map { .string($0) }))
    }
    rules.append(["dependencies": SchemaPart.properties(others)])
    return rules
  }
}
