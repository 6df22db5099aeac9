import Runtime

/// A piece of an expression's text.
struct ExpressionToken: Sendable, Equatable {
  /// What a piece can be.
  enum Kind: Sendable, Equatable {
    case literal(AttributeValue)
    case word(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// The UTF-8 bytes of the expression's text.
  let range: Range<Int>

  /// Words that cannot name a parameter.
  static let reservedWords: Set<String> = ["and", "or", "not", "if", "else", "true", "false"]
}
