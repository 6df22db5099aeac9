import Runtime

/// How many batches an evaluation takes.
enum BatchCount: AttributeSetting {
  case all
  case some(Int)

  private static let word = "all"

  static var typeName: String { "`\(word)` or a number above 0" }
  static var form: AttributeForm { .either([.choice([word]), .int]) }

  init?(attribute value: AttributeValue) {
    if value == .string(Self.word) {
      self = .all
    } else if let count = Int(attribute: value), count > 0 {
      self = .some(count)
    } else {
      return nil
    }
  }

  var attributeValue: AttributeValue {
    switch self {
    case .all: .string(Self.word)
    case .some(let count): .int(count)
    }
  }

  /// The number; nil for all.
  var count: Int? {
    if case .some(let count) = self { count } else { nil }
  }
}
