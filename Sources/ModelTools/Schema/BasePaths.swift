import GraphDSL
import Runtime

/// The paths by which an edit can reach the parts of a document.
struct BasePaths {
  /// Those that are written.
  private(set) var existing: [String] = []
  /// Those that can be set, with their values; keys left at their defaults are among them.
  private(set) var settable: SchemaPart.Properties = []
  private let ops: [String: OpSchema]

  init(_ document: YAMLNode, ops: [OpSchema]) {
    self.ops = Dictionary(ops.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for section in document.entries ?? [] {
      let entries = section.value.entries ?? []
      switch section.key.value {
      case "params": entries.forEach { parameter($0) }
      case "graph": entries.forEach { node($0, "graph", "open_node") }
      case "metrics", "outputs": entries.forEach { node($0, section.key.value, "open_result") }
      case "blocks": entries.forEach { block($0) }
      case "loss":
        existing.append("loss")
        call(section.value, "loss")
      case "dims": entries.forEach { leaf("dims.\($0.key.value)", SchemaPart.reference("dim")) }
      case "inputs":
        entries.forEach { leaf("inputs.\($0.key.value)", SchemaPart.reference("input")) }
      default: entries.forEach { written($0, section.key.value) }
      }
    }
  }

  private mutating func leaf(_ path: String, _ value: JSONValue) {
    existing.append(path)
    settable.append((path, value))
  }

  /// A parameter has two paths, with and without its section.
  private mutating func parameter(_ entry: YAMLEntry) {
    let name = entry.key.value
    for path in [name, "params.\(name)"] { leaf(path, SchemaPart.reference("parameter")) }
    for field in entry.value.entries ?? [] {
      leaf("params.\(name).\(field.key.value)", SchemaPart.reference("value"))
    }
  }

  /// A block, whose nodes have paths without `do`.
  private mutating func block(_ entry: YAMLEntry) {
    let path = "blocks.\(entry.key.value)"
    leaf(path, SchemaPart.reference("block"))
    for field in entry.value.entries ?? [] {
      leaf("\(path).\(field.key.value)", true)
      guard field.key.value == "args" else { continue }
      for argument in field.value.entries ?? [] {
        leaf("\(path).args.\(argument.key.value)", SchemaPart.reference("argument"))
        for key in (argument.value.entries ?? []).map(\.key.value) {
          leaf("\(path).args.\(argument.key.value).\(key)", true)
        }
      }
    }
    (entry.value["do"]?.entries ?? []).forEach { node($0, path, "open_node") }
  }

  private mutating func node(_ entry: YAMLEntry, _ prefix: String, _ definition: String) {
    let path = "\(prefix).\(entry.key.value)"
    leaf(path, SchemaPart.reference(definition))
    guard let body = entry.value["do"]?.entries else { return call(entry.value, path) }
    let isWritten = Set((entry.value.entries ?? []).map(\.key.value))
    existing += isWritten.sorted().map { "\(path).\($0)" }
    settable += [
      ("\(path).from", SchemaPart.reference("wire")), ("\(path).for", true),
      ("\(path).if", SchemaPart.reference("condition")),
      ("\(path).else", SchemaPart.reference("wire")),
      ("\(path).index", SchemaPart.reference("name")),
      ("\(path).do", SchemaPart.reference("open_nodes")),
    ]
    settable += (entry.value["for"]?.entries ?? []).map {
      ("\(path).for.\($0.key.value)", ["type": ["string", "array"]])
    }
    body.forEach { node($0, path, definition) }
  }

  /// The keys of a node: those that are written, and those of its op.
  private mutating func call(_ node: YAMLNode, _ path: String) {
    let written = (node.entries ?? []).map(\.key.value)
    existing += written.map { "\(path).\($0)" }
    let op = node["op"]?.scalar?.text ?? ""
    settable += [
      ("\(path).op", SchemaPart.reference("op_or_block")), ("\(path).from", true),
      ("\(path).if", SchemaPart.reference("condition")),
      ("\(path).else", SchemaPart.reference("wire")),
    ]
    if let schema = ops[op] {
      settable += schema.attributes.map { ("\(path).\($0.name)", $0.jsonSchema) }
      settable += schema.inputs.map { ("\(path).\($0.name)", SchemaPart.reference("wire")) }
    } else {
      settable += written.map { ("\(path).\($0)", true) }
    }
  }

  /// What is written in a section whose keys are the same in every file.
  private mutating func written(_ entry: YAMLEntry, _ prefix: String) {
    let path = "\(prefix).\(entry.key.value)"
    existing.append(path)
    (entry.value.entries ?? []).forEach { written($0, path) }
  }
}
