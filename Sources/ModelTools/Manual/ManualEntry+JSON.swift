import Runtime

extension ManualEntry {
  /// The entry as a script reads it.
  public var json: JSONValue {
    var object = JSONObject()
    object["name"] = .string(name)
    object["kind"] = .string(kind.rawValue)
    object["group"] = .string(group)
    object["summary"] = .string(summary)
    object["formula"] = .string(formula)
    if let op {
      object["inputs"] = .array(op.inputs.map { .object(Self.object($0)) })
      object["variadic"] = .bool(op.isVariadic)
      object["result"] = .object(Self.object(op.result))
    }
    object["attributes"] = .array(attributes.map { .object(Self.object($0)) })
    object["call"] = .string(call())
    return .object(object)
  }

  private static func object(_ operand: Operand) -> JSONObject {
    var object = JSONObject()
    object["name"] = .string(operand.name)
    object["scalar"] = .string(operand.scalar.rawValue)
    object["axes"] = .array(operand.axes.map { .string($0) })
    object["optional"] = .bool(operand.isOptional)
    object["summary"] = .string(ManualWords.summary(operand))
    return object
  }

  private static func object(_ attribute: any AttributeDeclaration) -> JSONObject {
    var object = JSONObject()
    object["name"] = .string(attribute.name)
    object["type"] = .string(attribute.typeName)
    if let choices = attribute.choices { object["choices"] = .array(choices.map { .string($0) }) }
    if let text = attribute.defaultText { object["default"] = .string(text) }
    object["optional"] = .bool(attribute.isOptional)
    if let bounds = attribute.boundsText { object["bounds"] = .string(bounds) }
    object["summary"] = .string(attribute.summary)
    return object
  }
}
