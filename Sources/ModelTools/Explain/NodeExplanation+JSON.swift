import Runtime

extension NodeExplanation {
  /// The explanation as a script reads it.
  public var json: JSONValue {
    var object = JSONObject()
    object["name"] = .string(name)
    object["place"] = .string(place)
    object["inside"] = .array(enclosures.map { .string($0) })
    object["op"] = .string(manual.name)
    object["formula"] = .string(manual.formula)
    object["type"] = .string("\(type)")
    object["zero_past_end"] = .bool(type.tail == .zero)
    object["inputs"] = .array(
      inputs.map {
        [
          "operand": .string($0.operand), "source": .string($0.source),
          "type": .string("\($0.type)"), "place": .string($0.place),
          "implicit": .bool($0.isImplicit),
        ]
      })
    object["attributes"] = .array(attributes.map { .object(Self.object($0)) })
    object["parameters"] = .array(
      parameters.map {
        [
          "name": .string($0.name), "shape": .array($0.shape.map { .integer($0) }),
          "elements": .integer($0.count), "trained": .bool($0.isTrained),
          "initializer": .string($0.initializer),
        ]
      })
    object["receptive_fields"] = .array(reaches.map { .object(Self.object($0)) })
    object["flop_per_point"] = .number(cost.perStep)
    object["flop_per_drawing"] = .number(cost.perExample)
    object["warnings"] = .array(warnings.map { .string($0) })
    object["readers"] = .array(readers.map { .string($0) })
    return .object(object)
  }

  private static func object(_ attribute: Attribute) -> JSONObject {
    var object = JSONObject()
    object["name"] = .string(attribute.name)
    if let value = attribute.value { object["value"] = .string(value) }
    if let expression = attribute.expression { object["expression"] = .string(expression) }
    if let place = attribute.place { object["place"] = .string(place) }
    object["default"] = .bool(attribute.place == nil && attribute.value != nil)
    if !attribute.origins.isEmpty {
      object["origins"] = .array(attribute.origins.map { .string($0) })
    }
    return object
  }

  /// `before` and `after` are left out where they reach to the sequence's end.
  private static func object(_ reach: Reach) -> JSONObject {
    var object = JSONObject()
    object["input"] = .string(reach.input)
    object["whole_sequence"] = .bool(!reach.hasSteps || reach.field == .sequence)
    if reach.hasSteps {
      if reach.field.before.isFinite { object["before"] = .number(reach.field.before) }
      if reach.field.after.isFinite { object["after"] = .number(reach.field.after) }
      object["stride"] = .number(reach.field.stride)
    }
    return object
  }
}
