import QuickDrawModels
import Runtime

extension ModelDiff {
  /// The comparison as a script reads it.
  ///
  /// - Parameter all: Whether what is the same is there, too.
  /// - Returns: One object.
  public func json(all: Bool = false) -> JSONValue {
    var object = JSONObject()
    object["a"] = .string(old.title)
    object["b"] = .string(new.title)
    object["equal"] = .bool(isEqual)
    for (name, changes) in [
      ("params", params), ("inputs", inputs), ("train", training), ("data", data), ("run", runs),
    ] {
      object[name] = .array(changes.filter { all || $0.sign != .same }.map { $0.json })
    }
    object["nodes"] = .array(nodes.filter { all || $0.sign != .same }.map { $0.json })
    object["cost"] = ["a": old.model?.cost.json ?? .null, "b": new.model?.cost.json ?? .null]
    object["weights"] = load.json
    object["warnings"] = .array(
      warnings.filter { all || $0.sign != .same }.map {
        [
          "change": .string($0.sign.word), "code": .string($0.code),
          "message": .string($0.message), "place": $0.place.map(JSONValue.string) ?? .null,
        ]
      })
    object["results"] = [
      "a": old.run?.results.json ?? .null, "b": new.run?.results.json ?? .null,
    ]
    return .object(object)
  }
}

extension DiffSign {
  /// The change in a word.
  fileprivate var word: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .changed: "changed"
    case .same: "same"
    }
  }
}

extension ValueChange {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "change": .string(sign.word), "a": old?.json ?? .null,
      "b": new?.json ?? .null,
    ]
  }
}

extension NodeChange {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object["part"] = .string(part)
    object["name"] = .string(name)
    object["change"] = .string(sign.word)
    object["renamed_from"] = oldName.map(JSONValue.string)
    object["node"] = .string(text)
    object["shape"] = .string(shape)
    object["parameters"] = .integer(parameters)
    object["details"] = .array(details.map { $0.json })
    return .object(object)
  }
}

extension ModelCost {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object["parameters"] = .integer(parameters)
    object["flop_per_point"] = .number(forward.perStep)
    object["flop_per_drawing"] = .number(forward.perExample)
    if let memory {
      object["memory"] = [
        "fixed": .number(memory.fixed), "per_drawing": .number(memory.perExample),
        "per_point": .number(memory.perStep),
      ]
    }
    object["batch_size"] = batchSize.map(JSONValue.integer)
    return .object(object)
  }
}

extension LoadReport {
  fileprivate var json: JSONValue {
    func names(_ tensors: [TensorShape]) -> JSONValue {
      .array(tensors.map { .string($0.name) })
    }
    func sizes(_ shape: [Int]) -> JSONValue { .array(shape.map(JSONValue.integer)) }
    return [
      "complete": .bool(isComplete), "loaded": names(matched), "missing_in_a": names(missing),
      "unused": names(unused),
      "reshaped": .array(
        reshaped.map {
          ["name": .string($0.name), "a": sizes($0.given), "b": sizes($0.wanted)]
        }),
    ]
  }
}
