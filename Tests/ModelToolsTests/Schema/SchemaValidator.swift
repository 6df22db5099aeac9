import Foundation
import GraphDSL
import Runtime
import TestSupport

@testable import GraphDSL

/// A validator of JSON Schema that others wrote: Python's `jsonschema`.
enum SchemaValidator {
  /// What it says of each document: nothing, or the first thing that is wrong.
  ///
  /// - Returns: nil, after printing why, when this machine has no such validator.
  /// - Throws: ``Failure`` when the schema itself is wrong.
  static func complaints(about documents: [JSONValue], by schema: JSONValue) throws -> [String?]? {
    let folder = try TemporaryFolder()
    let input: JSONValue = ["schema": schema, "documents": .array(documents)]
    let script = try folder.write(Self.script, to: "validate.py")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script, try folder.write(input.description, to: "input.json")]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0: return try JSONValue(parsing: Array(output)).array?.map(\.string)
    case 3, 127:
      print("no JSON Schema validator: python3 -m pip install jsonschema, to run these tests")
      return nil
    default: throw Failure(status: process.terminationStatus)
    }
  }

  /// The validator came to no answer.
  struct Failure: Error {
    let status: Int32
  }

  /// A text of a model file as the JSON that an editor's YAML reader makes of it; nil when it is no
  /// YAML.
  static func json(of text: String) -> JSONValue? {
    var diagnostics = Diagnostics()
    let file = SourceFile(path: "model.yaml", text: text)
    return YAMLReader.read(file, index: 0, into: &diagnostics).map { json(of: $0) }
  }

  private static func json(of node: YAMLNode) -> JSONValue {
    switch node.content {
    case .mapping(let entries):
      return .object(
        JSONObject(entries.map { .init(name: $0.key.value, value: json(of: $0.value)) }))
    case .sequence(let elements): return .array(elements.map { json(of: $0) })
    case .scalar(let scalar):
      switch CoreSchema.read(scalar) {
      case .null: return .null
      case .bool(let value): return .bool(value)
      case .int(let value): return .integer(value)
      case .float(let value): return .number(value)
      // YAML's core schema reads `017` as 17.
      case .leadingZeros: return Int(scalar.text).map { .integer($0) } ?? .string(scalar.text)
      case .hugeInt(let value): return .number(value)
      case .string, .hugeFloat: return .string(scalar.text)
      }
    }
  }

  private static let script = """
    import json, sys
    try:
        from jsonschema import Draft7Validator
    except ImportError:
        sys.exit(3)
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    Draft7Validator.check_schema(given["schema"])
    validator = Draft7Validator(given["schema"])
    def complaint(document):
        error = next(validator.iter_errors(document), None)
        return error and f"{error.json_path}: {error.message[:200]}"
    json.dump([complaint(document) for document in given["documents"]], sys.stdout)
    """
}
