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

  /// One object, probabilities rounded to six decimals.
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
    return .object(object)
  }
}
