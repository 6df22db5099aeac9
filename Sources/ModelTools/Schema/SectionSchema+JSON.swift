import GraphDSL
import Runtime

extension SectionSchema {
  /// The section as a mapping with its keys and no others.
  var jsonSchema: JSONValue {
    switch content {
    case .settings(let attributes, let sections):
      let required =
        attributes.filter { !$0.isOptional }.map { $0.name }
        + sections.filter(\.isRequired).map(\.name)
      return .object(
        SchemaPart.mapping(
          attributes.map { ($0.name, $0.jsonSchema) } + sections.map { ($0.name, $0.jsonSchema) },
          required: required, description: summary))
    case .byInput(let attributes):
      let each = SchemaPart.mapping(
        attributes.map { ($0.name, $0.jsonSchema) },
        required: attributes.filter { !$0.isOptional }.map { $0.name })
      return SchemaPart.named(.object(each), description: summary)
    case .component(let components): return Self.component(components, summary)
    }
  }

  private static func component(_ components: [ComponentSchema], _ summary: String) -> JSONValue {
    let definitions = Dictionary(
      components.map { ($0.name, $0.jsonSchema) }, uniquingKeysWith: { first, _ in first })
    return [
      "description": .string(summary), "type": "object", "required": ["op"],
      "properties": [
        "op": [
          "description": .string("Which one. \(summary)"),
          "anyOf": [
            SchemaPart.words(components.map { ($0.name, $0.summary) }),
            SchemaPart.reference("template"),
          ],
        ]
      ],
      "allOf": SchemaPart.chosen(components.map(\.name)) { definitions[$0] ?? true },
    ]
  }

  /// The section's keys as the paths that an edit can set, itself among them, with their values.
  func paths(_ prefix: String = "") -> SchemaPart.Properties {
    let path = prefix + name
    var paths: SchemaPart.Properties = [(path, jsonSchema)]
    switch content {
    case .settings(let attributes, let sections):
      paths += attributes.map { ("\(path).\($0.name)", $0.jsonSchema) }
      paths += sections.flatMap { $0.paths("\(path).") }
    case .component(let components):
      let op = components.map { (name: $0.name, summary: $0.summary) }
      paths.append(
        ("\(path).op", ["anyOf": [SchemaPart.words(op), SchemaPart.reference("template")]]))
      let attributes = components.flatMap(\.attributes)
      for attribute in attributes
      where !paths.contains(where: { $0.0 == "\(path).\(attribute.name)" }) {
        let variants = attributes.filter { $0.name == attribute.name }.map { $0.jsonSchema }
        // Which of them counts depends on `op`, which the path does not say.
        let isOne = variants.allSatisfy { $0 == variants[0] }
        let loose = SchemaPart.described(attribute.summary, "value")
        paths.append(("\(path).\(attribute.name)", isOne ? variants[0] : loose))
      }
    case .byInput: break
    }
    return paths
  }
}

extension ComponentSchema {
  /// The keys beside `op`.
  var jsonSchema: JSONValue {
    .object(
      SchemaPart.mapping(
        [("op", true)] + attributes.map { ($0.name, $0.jsonSchema) },
        required: attributes.filter { !$0.isOptional }.map { $0.name },
        description: "**\(name)**: \(summary)\n\n\(formula)"))
  }
}
