import GraphDSL
import Runtime

/// Building blocks of a JSON Schema.
enum SchemaPart {
  /// Names in `properties`, in order.
  typealias Properties = [(String, JSONValue)]

  /// One of the definitions at the end of the schema.
  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/definitions/\(name)")] }

  /// A definition under a description of its own, which an editor shows instead.
  static func described(_ text: String, _ name: String) -> JSONValue {
    ["description": .string(text), "$ref": .string("#/definitions/\(name)")]
  }

  /// A mapping with these keys and no others.
  static func mapping(
    _ properties: Properties, required: [String] = [], description: String? = nil
  ) -> JSONObject {
    var object = JSONObject()
    if let description { object["description"] = .string(description) }
    object["type"] = "object"
    object["properties"] = self.properties(properties)
    if !required.isEmpty { object["required"] = .array(required.map { .string($0) }) }
    object["additionalProperties"] = false
    return object
  }

  /// The value of `properties`; of two entries of one name the first counts.
  static func properties(_ entries: Properties) -> JSONValue {
    var seen: Set<String> = []
    let members = entries.filter { seen.insert($0.0).inserted }
    return .object(JSONObject(members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }

  /// A mapping from names to values of one kind.
  static func named(_ value: JSONValue, description: String, isRequired: Bool = false) -> JSONValue
  {
    var object = JSONObject()
    object["description"] = .string(description)
    object["type"] = "object"
    if isRequired { object["minProperties"] = 1 }
    object["propertyNames"] = reference("name")
    object["additionalProperties"] = value
    return .object(object)
  }

  /// One of some words, each with what an editor shows of it.
  static func words(_ words: [(name: String, summary: String)]) -> JSONValue {
    [
      "enum": .array(words.map { .string($0.name) }),
      "enumDescriptions": .array(words.map { .string($0.summary) }),
    ]
  }

  /// Where the keys are those of one of several components: `op` says of which.
  static func chosen(_ names: [String], _ definition: (String) -> JSONValue) -> [JSONValue] {
    names.map { name in
      [
        "if": ["properties": ["op": ["const": .string(name)]], "required": ["op"]],
        "then": definition(name),
      ]
    }
  }

  /// `value` with the part at `path` changed; a path that leads nowhere is a bug.
  static func changing(
    _ value: JSONValue, _ path: [String], _ change: (JSONValue) -> JSONValue
  ) -> JSONValue {
    guard let name = path.first else { return change(value) }
    guard var object = value.object, let part = object[name] else {
      preconditionFailure("the schema has no `\(name)` here")
    }
    object[name] = changing(part, Array(path.dropFirst()), change)
    return .object(object)
  }

  /// What a name of a node, parameter or input may be: ``NameRule``, in a regular expression that
  /// ECMAScript and Python read alike.
  static var namePattern: String {
    "^(?!(?:\(NameRule.reserved.sorted().joined(separator: "|")))$)(?![0-9])\(nameCharacters)+$"
  }

  /// Letters of any script, digits and `_`: every character but the others of ASCII.
  static let nameCharacters = #"[^\x00-\x2F\x3A-\x40\x5B-\x5E\x60\x7B-\x7F]"#
}
