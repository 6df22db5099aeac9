import Foundation
import Ops
import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import GraphDSL
@testable import ModelTools

/// What the schema says, and that it says it of the language that the readers read.
@Suite struct ModelSchemaTests {
  private let schema = ModelSchema().json

  @Test func theCommittedSchemaIsWhatTheProgramDeclares() throws {
    try expectGolden(ModelSchema().text, at: "docs/graphrun.schema.json")
  }

  @Test func whatIsWrittenReadsBack() throws {
    #expect(try JSONValue(parsing: Array(ModelSchema().text.utf8)) == schema)
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let definitions = try #require(schema["definitions"]?.object)
    func references(_ value: JSONValue) -> [String] {
      switch value {
      case .array(let elements): elements.flatMap(references)
      case .object(let object):
        object.members.flatMap { member in
          member.name == "$ref" ? [member.value.string ?? ""] : references(member.value)
        }
      default: []
      }
    }
    let used = Set(references(schema))
    for reference in used {
      var part: JSONValue? = schema
      for name in reference.split(separator: "/").dropFirst() {
        part = Int(name).map { part?.array?[$0] } ?? part?[String(name)]
      }
      #expect(part != nil, "\(reference)")
    }
    let unused = definitions.members.map(\.name).filter { !used.contains("#/definitions/\($0)") }
    #expect(unused == [])
  }

  @Test func everyOpIsThere() throws {
    for op in catalog {
      let keys = try #require(
        schema["definitions"]?["op_\(op.schema.name)"]?["properties"]?.object)
      for attribute in op.schema.attributes { #expect(keys[attribute.name] != nil) }
      for operand in op.schema.inputs { #expect(keys[operand.name] != nil) }
    }
  }

  /// The names between backquotes in the hint that lists what a mapping can hold.
  private func hintedKeys(_ text: String, in quotes: Bool = true) throws -> Set<String> {
    var diagnostics = Diagnostics()
    if let spec = ModelLoader.load(text: text, into: &diagnostics).spec {
      _ = ModelLowering.lower(spec, mode: .training, catalog: catalog, into: &diagnostics)
    }
    let problem = try #require(diagnostics.all.first { $0.message.contains("zzzzzzzz") })
    let hint = try #require(problem.hint)
    if quotes {
      return Set(
        hint.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map {
          String($0.element)
        })
    }
    return Set(
      hint.dropFirst("it can have ".count).replacing(",", with: "").split(separator: " ").map(
        String.init))
  }

  private func keys(_ path: String...) throws -> Set<String> {
    var value: JSONValue? = schema["definitions"]
    for name in path { value = value?[name] }
    let properties = try #require(
      (value?["properties"] ?? value?["anyOf"]?.array?.last?["properties"])?.object)
    return Set(properties.members.map(\.name))
  }

  private func model(_ extra: String, params: String = "", node: String = "a: {op: relu}") -> String
  {
    """
    graphrun: 1
    inputs: {x: "f32[2]"}
    graph:
      \(node)
    params: {\(params)}
    \(extra)
    """
  }

  @Test func theFilesKeysAreThoseOfTheReader() throws {
    // These two are looked for before anything else.
    let known = try hintedKeys(model("zzzzzzzz: 1")).union(["extends", "use"])
    #expect(try keys("model") == known)
    #expect(Set(TopKeys.all.map(\.name)) == known.union(["remove", "set", "add"]))
  }

  @Test func aBlocksKeysAreThoseOfTheReader() throws {
    #expect(try keys("block") == Set(BlockParser.keys))
    let block = "blocks: {b: {args: {x: {type: int, zzzzzzzz: 1}}, do: {a: {op: relu}}}}"
    #expect(try keys("argument") == hintedKeys(model(block)))
  }

  @Test func aParametersKeysAreThoseOfTheReader() throws {
    let known = try hintedKeys(model("", params: "p: {value: 1, zzzzzzzz: 2}"))
    #expect(try keys("parameter") == known)
  }

  @Test func aGroupsKeysAreThoseOfTheReader() throws {
    let group = "g: {from: x, zzzzzzzz: 1, do: {a: {op: relu}}}"
    let known = try hintedKeys(model("", node: group), in: false)
    #expect(try keys("group").subtracting(["after", "before"]) == known)
  }

  @Test func aNodesKeysAreThoseOfTheReader() {
    #expect(
      Set(NodeSchema.sharedKeys + ["from"])
        == Set(GraphExpander.nodeKeys + ["after", "before"]))
  }

  /// What may be edited is what `EditList` reads.
  @Test func theEditsKeysAreThoseOfTheReader() throws {
    for key in TopKeys.all.map(\.name) {
      let value =
        switch key {
        case "graphrun": "1"
        case "remove": "[]"
        case "set", "add": "{}"
        case "use": "[]"
        default: "nowhere.yaml"
        }
      var diagnostics = Diagnostics()
      let base = key == "extends" ? "" : "extends: nowhere.yaml\n"
      _ = ModelLoader.load(text: "\(base)\(key): \(value)\n", into: &diagnostics)
      let isRefused = diagnostics.all.contains { $0.code == "unknown-key" }
      #expect(try keys("edits").contains(key) == !isRefused, "\(key)")
    }
  }

  @Test func aFilesOwnNamesAreOffered() throws {
    let text = try ModelSchema(path: Repository.model("quickdraw-small")).text
    for name in ["\"$num_nodes\"", "\"pooled\"", "\"graph.convs.conv.stride\"", "\"eval.top_3\""] {
      #expect(text.contains(name), "\(name)")
    }
  }
}
