import GraphDSL
import Runtime

/// The definitions of nodes and groups.
///
/// There are two of each: in a file that defines or uses blocks, `op` may be a name that no list
/// holds, and the keys of such a call are not known.
struct NodeSchema {
  /// The ops that every file can name.
  let ops: [OpSchema]
  /// The blocks that are known of the file, as ops.
  let blocks: [OpSchema]

  /// The keys of every node beside its attributes, operands and `from`.
  ///
  /// The last two stand in edits only.
  static let sharedKeys = ["op", "if", "else", "after", "before"]

  /// All of them, by name.
  var definitions: SchemaPart.Properties {
    let known = (ops + blocks).map { (name: $0.name, summary: $0.summary) }
    let closed: JSONValue = [
      "description": "What the node computes.",
      "anyOf": [SchemaPart.words(known), SchemaPart.reference("template")],
    ]
    let open: JSONValue = [
      "description": "What the node computes: an op or a block.",
      "anyOf": [
        SchemaPart.words(known), SchemaPart.reference("name"), SchemaPart.reference("template"),
      ],
    ]
    return [("op", closed), ("op_or_block", open), ("open_added", added)]
      + nodes("", op: "op") + nodes("open_", op: "op_or_block")
      + [("call", ["allOf": .array(calls)])]
      + ops.map { ("op_\($0.name)", $0.jsonSchema) }
      + blocks.map { ("block_\($0.name)", $0.jsonSchema) }
  }

  /// For each op and block the keys of a node that names it.
  private var calls: [JSONValue] {
    SchemaPart.chosen(ops.map(\.name)) { SchemaPart.reference("op_\($0)") }
      + SchemaPart.chosen(blocks.map(\.name)) { SchemaPart.reference("block_\($0)") }
  }

  private func nodes(_ prefix: String, op: String) -> SchemaPart.Properties {
    let own = SchemaPart.reference("\(prefix)node")
    let group: SchemaPart.Properties = [
      ("from", SchemaPart.described(Text.groupFrom, "wire")), ("if", true), ("else", true),
      ("for", Self.loop), ("index", SchemaPart.described(Text.index, "name")),
      ("do", SchemaPart.described(Text.body, "\(prefix)nodes")),
      ("after", true), ("before", true),
    ]
    return [
      ("\(prefix)nodes", SchemaPart.named(own, description: Text.nodes, isRequired: true)),
      (
        "\(prefix)node",
        node(keys(op) + [("after", false), ("before", false)], [Self.branches(prefix)])
      ),
      ("\(prefix)group", .object(SchemaPart.mapping(group, required: ["do"]))),
      ("\(prefix)result", node(result(op), [["required": ["op"]], SchemaPart.reference("call")])),
    ]
  }

  /// A node or a group that an edit adds; which blocks the base has is not known.
  private var added: JSONValue {
    let places: SchemaPart.Properties = [
      ("after", SchemaPart.described(Text.after, "wire")),
      ("before", SchemaPart.described(Text.before, "wire")),
    ]
    return node(
      keys("op_or_block") + places,
      [Self.branches("open_"), ["oneOf": [["required": ["after"]], ["required": ["before"]]]]])
  }

  /// A group has `do`, a node has `op`.
  private static func branches(_ prefix: String) -> JSONValue {
    [
      "if": ["required": ["do"]], "then": SchemaPart.reference("\(prefix)group"),
      "else": ["required": ["op"], "allOf": [SchemaPart.reference("call")]],
    ]
  }

  private func node(
    _ properties: SchemaPart.Properties, _ rules: [JSONValue]
  ) -> JSONValue {
    ["type": "object", "properties": SchemaPart.properties(properties), "allOf": .array(rules)]
  }

  /// What an editor offers for a node or a group of which nothing is known yet.
  private func keys(_ op: String) -> SchemaPart.Properties {
    [
      ("op", SchemaPart.reference(op)), ("from", ["description": .string(Text.from)]),
      ("if", SchemaPart.described(Text.condition, "condition")),
      ("else", SchemaPart.described(Text.otherwise, "wire")),
      ("for", ["description": .string(Text.loop)]),
      ("index", ["description": .string(Text.index)]),
      ("do", ["description": .string(Text.body)]),
    ]
  }

  /// The keys of a loss, metric or output: it cannot be a group.
  private func result(_ op: String) -> SchemaPart.Properties {
    [
      ("op", SchemaPart.reference(op)), ("from", ["description": .string(Text.from)]),
      ("if", SchemaPart.described(Text.condition, "condition")),
      ("do", false), ("for", false), ("index", false), ("after", false), ("before", false),
    ]
  }

  private static var loop: JSONValue {
    [
      "description": .string(Text.loop), "type": "object", "minProperties": 1,
      "propertyNames": SchemaPart.reference("name"),
      "additionalProperties": ["type": ["string", "array"]],
    ]
  }

  /// What an editor shows of the keys.
  private enum Text {
    static let nodes = "Nodes by name; each reads the one above unless it says `from`."
    static let from =
      "What the node reads: a name, a list of names, or a mapping from operands to names. "
      + "Without it, the node above."
    static let groupFrom = "The node that the group reads; without it, the one above."
    static let condition =
      "An expression of parameters. Where it is false the node is left out and its input passes."
    static let otherwise = "The node to read instead where `if` is false."
    static let loop =
      "Repeats the group: a mapping from variables to lists, which walk in step, such as "
      + "`{filters: num_conv, kernel: conv_len}`. The lists are expressions, without `$`."
    static let index = "A variable that counts the steps of `for` from 0."
    static let body = "The nodes of the group. In it, `input` is what a step reads."
    static let after = "The node behind which this one is put."
    static let before = "The node in front of which this one is put."
  }
}
