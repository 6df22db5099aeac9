import Runtime

/// How often something happens in training.
public enum Interval: Sendable, Hashable, CustomStringConvertible {
  case steps(Int)
  case seconds(Double)
  case epochs(Int)

  /// As a model file writes it, such as `100 steps`.
  public var description: String {
    switch self {
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    case .seconds(let count):
      "\(Int(exactly: count).map(String.init) ?? "\(count)") " + (count == 1 ? "second" : "seconds")
    case .epochs(let count): count == 1 ? "1 epoch" : "\(count) epochs"
    }
  }
}

extension Interval: AttributeSetting {
  public static var typeName: String {
    "a count with steps, seconds or epochs, such as `100 steps`"
  }

  public static var form: AttributeForm {
    .pattern(#" *\+?0*[1-9][0-9]* +(steps?|epochs?) *| *\+?[0-9.]+([eE][-+]?[0-9]+)? +seconds? *"#)
  }

  public init?(attribute value: AttributeValue) {
    guard case .string(let text) = value else { return nil }
    let words = text.split(separator: " ")
    guard words.count == 2 else { return nil }
    switch words[1] {
    case "step", "steps":
      guard let count = Int(words[0]), count > 0 else { return nil }
      self = .steps(count)
    case "epoch", "epochs":
      guard let count = Int(words[0]), count > 0 else { return nil }
      self = .epochs(count)
    case "second", "seconds":
      guard let count = Double(words[0]), count.isFinite, count > 0 else { return nil }
      self = .seconds(count)
    default: return nil
    }
  }

  public var attributeValue: AttributeValue { .string(description) }
}
