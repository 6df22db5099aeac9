import GraphDSL
import Ops
import QuickDrawModels
import Runtime

/// The JSON Schema of model files, made from what the program declares of itself.
///
/// It is written in draft 7: every release of yaml-language-server reads that, the newest alone read
/// later ones. What draft 7 lacks, `unevaluatedProperties`, is made up for by branches that list
/// all keys of a node.
///
/// The root chooses by `extends` between a whole model and a list of edits; a node chooses its keys
/// by its `op`, each in an `if` and `then`, so that an editor completes the attributes of that op
/// alone and its message names the key that is wrong.
public struct ModelSchema: Sendable {
  private let names: SchemaNames
  private let ops = catalog.map { $0.schema }

  /// The schema of all model files.
  public init() { names = SchemaNames() }

  /// The schema that offers also the names of one model file: its parameters, nodes and metrics,
  /// and for a file that extends another the paths of its base.
  ///
  /// - Throws: `CheckedModel.Unreadable` when it is no model file; other mistakes do not matter.
  public init(path: String) throws(CheckedModel.Unreadable) { names = try SchemaNames(path: path) }

  /// The schema as indented JSON, with a line break at its end.
  public var text: String { JSONLayout.text(json) }

  /// The schema.
  var json: JSONValue {
    var root = JSONObject()
    root["$schema"] = "http://json-schema.org/draft-07/schema#"
    root["title"] = "graphrun"
    root["description"] = "A model file of graphrun: a graph, its data and its training."
    root["type"] = "object"
    root["required"] = ["graphrun"]
    root["if"] = ["required": ["extends"]]
    root["then"] = SchemaPart.reference("edits")
    // A file with blocks and without a graph is a library of blocks.
    root["else"] = [
      "if": ["required": ["blocks"], "properties": ["graph": false, "inputs": false]],
      "then": SchemaPart.reference("library"), "else": SchemaPart.reference("model"),
    ]
    root["definitions"] = SchemaPart.properties(
      scalars + [
        ("model", model), ("edits", EditSchema(ops: ops, names: names).jsonSchema),
        ("parameter", parameter), ("dim", dim), ("input", Self.input),
        ("data", DataSpec.schema.jsonSchema), ("train", train),
      ] + BlockSchema.definitions + NodeSchema(ops: ops, blocks: names.blocks).definitions)
    return .object(root)
  }

  // MARK: Scalars

  private var scalars: SchemaPart.Properties {
    let plain: JSONValue = ["string", "number", "boolean"]
    return [
      (
        "version",
        [
          "const": .integer(ModelSpec.languageVersion),
          "description": .string(TopKeys.summary("graphrun")),
        ]
      ),
      ("text", ["type": plain]),
      ("value", ["type": ["string", "number", "boolean", "array"]]),
      ("name", ["type": "string", "pattern": .string(SchemaPart.namePattern)]),
      ("condition", ["type": ["string", "boolean"]]),
      ("expression", offering(names.parameters.map { ("$\($0.name)", $0.summary) }, [#"^\$"#])),
      ("template", offering(names.parameters.map { ("$\($0.name)", $0.summary) }, [#"\$"#])),
      (
        "wire",
        offering(
          names.wires.map { ($0, "A node or input of this file.") },
          ["^\(SchemaPart.nameCharacters)+(\\.\(SchemaPart.nameCharacters)+)*$", #"\$"#])
      ),
    ]
  }

  /// A text that one of some patterns finds; some are offered.
  private func offering(_ words: [(String, String)], _ patterns: [String]) -> JSONValue {
    let free = patterns.map { ["type": "string", "pattern": .string($0)] as JSONValue }
    if words.isEmpty, free.count == 1 { return free[0] }
    let offered = words.isEmpty ? [] : [SchemaPart.words(words.map { ($0.0, $0.1) })]
    return ["anyOf": .array(offered + free)]
  }

  // MARK: Sections

  private var model: JSONValue {
    let sections: SchemaPart.Properties = [
      ("graphrun", SchemaPart.reference("version")),
      ("name", SchemaPart.described(TopKeys.summary("name"), "text")),
      ("extends", SchemaPart.described(TopKeys.summary("extends"), "text")),
      ("use", SchemaPart.reference("use")), ("params", section("params", "parameter")),
      ("dims", section("dims", "dim")), ("inputs", section("inputs", "input", isRequired: true)),
      ("blocks", SchemaPart.reference("blocks")),
    ]
    let nodes = ["graph", "loss", "metrics", "outputs"].map { key in
      (key, ["description": .string(TopKeys.summary(key))] as JSONValue)
    }
    var object = SchemaPart.mapping(
      sections + nodes + [
        ("data", SchemaPart.described(TopKeys.summary("data"), "data")),
        ("train", SchemaPart.described(TopKeys.summary("train"), "train")),
      ], required: ["graphrun", "inputs", "graph"])
    object["if"] = ["anyOf": [["required": ["blocks"]], ["required": ["use"]]]]
    object["then"] = ["properties": nodeSections("open_")]
    object["else"] = ["properties": nodeSections("")]
    return .object(object)
  }

  private func section(
    _ key: String, _ definition: String, isRequired: Bool = false
  ) -> JSONValue {
    SchemaPart.named(
      SchemaPart.reference(definition), description: TopKeys.summary(key), isRequired: isRequired)
  }

  /// The sections of nodes, whose ops are known unless the file has blocks.
  private func nodeSections(_ prefix: String) -> JSONValue {
    [
      "graph": SchemaPart.reference("\(prefix)nodes"),
      "loss": SchemaPart.reference("\(prefix)result"),
      "metrics": section("metrics", "\(prefix)result"),
      "outputs": section("outputs", "\(prefix)result"),
    ]
  }

  /// `best` offers the file's own metrics.
  private var train: JSONValue {
    let schema = TrainSpec.schema.jsonSchema
    guard !names.metrics.isEmpty else { return schema }
    let known = (["loss"] + names.metrics).map { ("eval.\($0)", "A metric of this file.") }
    let path = ["properties", "checkpoint", "properties", "best"]
    return SchemaPart.changing(schema, path) { best in
      var changed = best.object ?? JSONObject()
      changed["anyOf"] = .array([SchemaPart.words(known)] + (best["anyOf"]?.array ?? []))
      return .object(changed)
    }
  }

  private var parameter: JSONValue {
    let fields: SchemaPart.Properties = [
      ("value", SchemaPart.described("The value if a run does not change it.", "value")),
      ("choices", ["description": "The allowed values.", "type": "array"]),
      ("min", SchemaPart.described("The smallest allowed number.", "value")),
      ("max", SchemaPart.described("The largest allowed number.", "value")),
      ("above", SchemaPart.described("A bound that is not allowed itself.", "value")),
      ("below", SchemaPart.described("A bound that is not allowed itself.", "value")),
      ("doc", SchemaPart.described("What it means.", "text")),
    ]
    return [
      "anyOf": [
        SchemaPart.reference("value"), .object(SchemaPart.mapping(fields, required: ["value"])),
      ]
    ]
  }

  private var dim: JSONValue {
    SchemaPart.words([
      ("batch", "The number of examples that run together."),
      ("ragged", "Each example has its own number of steps."),
    ])
  }

  /// Such as `f32[B, T, 3]`.
  private static var input: JSONValue {
    let scalars = ScalarType.allCases.map(\.rawValue).joined(separator: "|")
    let axis = " *([1-9][0-9]*|(?![0-9])\(SchemaPart.nameCharacters)+) *"
    return [
      "type": "string", "pattern": .string("^ *(\(scalars)) *\\[( *|\(axis)(,\(axis))*)\\]$"),
      "examples": ["f32[B, T, 3]", "i32[B]"],
    ]
  }
}
