import GraphDSL
import Runtime

/// The definition of a file that extends another: its edits.
struct EditSchema {
  let ops: [OpSchema]
  let names: SchemaNames

  var jsonSchema: JSONValue {
    let keys: SchemaPart.Properties = [
      ("graphrun", SchemaPart.reference("version")),
      ("name", SchemaPart.described(TopKeys.summary("name"), "text")),
      ("extends", SchemaPart.described(TopKeys.summary("extends"), "text")),
      ("use", SchemaPart.reference("use")), ("remove", removals), ("set", settings),
      ("add", additions),
    ]
    return .object(SchemaPart.mapping(keys, required: ["graphrun", "extends"]))
  }

  private var removals: JSONValue {
    let known = names.base.map { BasePaths($0, ops: ops).existing } ?? []
    let item: JSONValue =
      names.base == nil
      ? ["type": "string", "pattern": .string(Self.path)]
      : ["enum": .array(known.map { .string($0) })]
    return [
      "description": .string(TopKeys.summary("remove")), "type": "array", "items": item,
    ]
  }

  private var settings: JSONValue {
    var patterns = Self.sectionPatterns
    var known = sectionPaths
    if let base = names.base {
      known += BasePaths(base, ops: ops).settable
      patterns.append((#"^(?!train\.|data\.)[^.]+\..*\.[0-9]+(\..+)?$"#, true))
    } else {
      patterns.append(("^\(SchemaPart.nameCharacters)+$", SchemaPart.reference("parameter")))
      patterns.append(
        (#"^(params|dims|inputs|blocks|graph|loss|metrics|outputs)(\.[^.]+)+$"#, true))
    }
    return edits(TopKeys.summary("set"), known, patterns)
  }

  private var additions: JSONValue {
    let isNode: JSONValue = ["anyOf": [["required": ["op"]], ["required": ["do"]]]]
    let patterns: SchemaPart.Properties =
      Self.sectionPatterns + [
        (#"^graph(\.[^.]+)+$"#, ["if": isNode, "then": SchemaPart.reference("open_added")]),
        (#"^(metrics|outputs)\.[^.]+$"#, SchemaPart.reference("open_result")),
        (#"^blocks\.[^.]+$"#, SchemaPart.reference("block")),
        (#"^blocks(\.[^.]+){2,}$"#, true),
        (#"^params\.[^.]+$"#, SchemaPart.reference("parameter")),
        (#"^dims\.[^.]+$"#, SchemaPart.reference("dim")),
        (#"^inputs\.[^.]+$"#, SchemaPart.reference("input")),
        (#"^(loss|(metrics|outputs|params)\.[^.]+)(\.[^.]+)+$"#, true),
      ]
    return edits(TopKeys.summary("add"), sectionPaths, patterns)
  }

  /// The paths into `train` and `data`, which are the same in every file.
  private var sectionPaths: SchemaPart.Properties {
    TrainSpec.schema.paths() + DataSpec.schema.paths()
  }

  /// Paths into `train` and `data` with names of the user's own, or with numbers of elements.
  private static let sectionPatterns: SchemaPart.Properties = [
    (#"^data\.fields\.[^.]+(\.[^.]+)?$"#, true), (#"^(train|data)\..+\.[0-9]+$"#, true),
  ]

  /// A path that may lead anywhere.
  private static let path = #"^[^.\s]+(\.[^.\s]+)*$"#

  private func edits(
    _ description: String, _ known: SchemaPart.Properties, _ patterns: SchemaPart.Properties
  ) -> JSONValue {
    var object = SchemaPart.mapping(known, description: description)
    object["patternProperties"] = SchemaPart.properties(patterns)
    return .object(object)
  }
}
