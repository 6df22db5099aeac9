import Runtime

extension AttributeDeclaration {
  /// What an editor may know of the attribute: its values, its default and its meaning.
  var jsonSchema: JSONValue {
    var object = JSONObject()
    object["description"] = .string(description)
    object["default"] = jsonDefault
    object["anyOf"] = .array([form.jsonSchema(bounds), form.expression])
    return .object(object)
  }

  /// The meaning, and below it what the manual's table says.
  private var description: String {
    var facts = [ManualWords.type(self)]
    if let defaultText {
      facts.append("default \(defaultText)")
    } else {
      facts.append(isOptional ? "optional" : "must be given")
    }
    return (summary.isEmpty ? "" : summary + "\n\n") + facts.joined(separator: ", ")
  }

  /// The default, where JSON can write it.
  private var jsonDefault: JSONValue? {
    guard let defaultText else { return nil }
    switch form {
    case .string, .choice, .pattern: return .string(defaultText)
    case .int, .float, .bool, .list, .either:
      return try? JSONValue(parsing: Array(defaultText.utf8))
    }
  }
}

extension AttributeForm {
  /// The values themselves, without expressions.
  func jsonSchema(_ bounds: AttributeBounds?) -> JSONValue {
    switch self {
    case .int: return number("integer", bounds)
    case .float: return number("number", bounds)
    case .bool: return ["type": "boolean"]
    // `017` and `true` are texts where a text is wanted.
    case .string: return SchemaPart.reference("text")
    case .choice(let words): return ["enum": .array(words.map { .string($0) })]
    case .pattern(let pattern): return ["type": "string", "pattern": .string("^(\(pattern))$")]
    case .list(let element):
      return [
        "type": "array",
        "items": ["anyOf": [element.jsonSchema(bounds), element.expression]],
      ]
    case .either(let forms): return ["anyOf": .array(forms.map { $0.jsonSchema(bounds) })]
    }
  }

  /// What stands for a value until the parameters are known.
  ///
  /// A template makes text, so it can be a word but no number.
  var expression: JSONValue {
    switch self {
    case .string, .choice, .pattern, .either: SchemaPart.reference("template")
    case .int, .float, .bool, .list: SchemaPart.reference("expression")
    }
  }

  private func number(_ type: String, _ bounds: AttributeBounds?) -> JSONValue {
    var object = JSONObject()
    object["type"] = .string(type)
    let limits = [
      ("minimum", bounds?.least), ("maximum", bounds?.most), ("exclusiveMinimum", bounds?.above),
      ("exclusiveMaximum", bounds?.below),
    ]
    for (name, limit) in limits {
      guard let limit else { continue }
      object[name] = Int(exactly: limit).map { .integer($0) } ?? .number(limit)
    }
    return .object(object)
  }
}
