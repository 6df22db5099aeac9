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
      "allOf": .array(SchemaPart.chosen(components.map(\.name)) { definitions[$0] ?? true }),
    ]
  }

  /// The section's keys as the paths that an edit can set, itself among them, each with a reference
  /// to where the definition of the outermost section says what it may be.
  func paths(_ prefix: String = "", at place: String? = nil) -> SchemaPart.Properties {
    let path = prefix + name
    let place = place ?? name
    func value(_ key: String) -> JSONValue { SchemaPart.reference("\(place)/properties/\(key)") }
    var paths: SchemaPart.Properties = [(path, SchemaPart.reference(place))]
    switch content {
    case .settings(let attributes, let sections):
      paths += attributes.map { ("\(path).\($0.name)", value($0.name)) }
      paths += sections.flatMap { $0.paths("\(path).", at: "\(place)/properties/\($0.name)") }
    case .component(let components):
      paths.append(("\(path).op", value("op")))
      for (index, component) in components.enumerated() {
        for attribute in component.attributes {
          let others = components.flatMap(\.attributes).filter { $0.name == attribute.name }
          // Which of them counts depends on `op`, which the path does not say.
          let isOne = others.allSatisfy { $0.jsonSchema == attribute.jsonSchema }
          let own = SchemaPart.reference(
            "\(place)/allOf/\(index)/then/properties/\(attribute.name)")
          let loose = SchemaPart.described(attribute.summary, "value")
          paths.append(("\(path).\(attribute.name)", isOne ? own : loose))
        }
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
