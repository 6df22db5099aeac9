import GraphDSL
import Runtime

/// The definitions of blocks, and of files that hold nothing else.
enum BlockSchema {
  /// All of them, by name.
  static var definitions: SchemaPart.Properties {
    [
      ("block", block), ("argument", argument), ("blocks", blocks), ("use", use),
      ("library", library),
    ]
  }

  private static var blocks: JSONValue {
    SchemaPart.named(SchemaPart.reference("block"), description: TopKeys.summary("blocks"))
  }

  private static var use: JSONValue {
    [
      "description": .string(TopKeys.summary("use")), "type": "array",
      "items": SchemaPart.reference("text"),
    ]
  }

  private static var block: JSONValue {
    let names: JSONValue = [
      "description":
        "What the wires are called inside, as `from` orders them; `input` if left out.",
      "type": "array", "minItems": 1, "items": SchemaPart.reference("name"),
    ]
    return .object(
      SchemaPart.mapping(
        [
          ("doc", SchemaPart.described("What the block computes, in one sentence.", "text")),
          (
            "args",
            SchemaPart.named(
              SchemaPart.reference("argument"),
              description: "What a call may set: a type, or a mapping with `type` and more.")
          ),
          ("inputs", names),
          ("do", SchemaPart.described("The nodes; the last one makes the result.", "open_nodes")),
        ], required: ["do"]))
  }

  private static var argument: JSONValue {
    let types: JSONValue = ["enum": .array(BlockArgument.typeNames.map { .string($0) })]
    let number: JSONValue = ["type": "number"]
    let fields: SchemaPart.Properties = [
      ("type", types),
      (
        "default",
        SchemaPart.described(
          "The value of a call that gives none; it may be an expression.", "value")
      ),
      ("doc", SchemaPart.described("What it means.", "text")),
      ("min", number), ("max", number), ("above", number), ("below", number),
      ("choices", ["description": "The allowed values.", "type": "array"]),
    ]
    return ["anyOf": [types, .object(SchemaPart.mapping(fields, required: ["type"]))]]
  }

  /// A file that others `use`.
  private static var library: JSONValue {
    .object(
      SchemaPart.mapping(
        [
          ("graphrun", SchemaPart.reference("version")),
          ("doc", SchemaPart.described("What the library is for.", "text")),
          ("use", SchemaPart.reference("use")), ("blocks", SchemaPart.reference("blocks")),
        ], required: ["graphrun"]))
  }
}
