import Runtime

/// What a model takes a drawing for.
public struct Prediction: Sendable, Equatable {
  /// A class and how probable it is.
  public struct Candidate: Sendable, Equatable {
    public let name: String
    public let probability: Double
  }

  /// The line that the drawing stands in, counted from 1.
  public let line: Int
  /// The drawing's own name, when it has one.
  public let keyID: String?
  /// What the drawing is said to be, when it is said.
  public let word: String?
  /// The most probable classes, the first one first; of equal ones the one listed first.
  public let top: [Candidate]
  /// The model's number for every class, in the order of the classes; nil when nobody asked.
  public let logits: [Float]?

  /// One object, probabilities rounded to six decimals, logits as they are.
  public var json: JSONValue {
    var object = JSONObject()
    object["line"] = .integer(line)
    object["key_id"] = keyID.map(JSONValue.string)
    object["word"] = word.map(JSONValue.string)
    object["top"] = .array(
      top.map {
        let rounded = ($0.probability * 1e6).rounded() / 1e6
        return ["class": .string($0.name), "probability": .number(rounded)]
      })
    object["logits"] = logits.map { logits in
      // JSON has no number for what is not finite.
      .array(logits.map { $0.isFinite ? .number(Double($0)) : .null })
    }
    return .object(object)
  }
}
