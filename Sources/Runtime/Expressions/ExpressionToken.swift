/// A piece of an expression's text.
package struct ExpressionToken: Sendable, Equatable {
  /// What a piece can be.
  package enum Kind: Sendable, Equatable {
    case literal(AttributeValue)
    case word(String)
    case symbol(String)
    case end
  }

  package let kind: Kind
  /// The UTF-8 bytes of the expression's text.
  package let range: Range<Int>

  /// Words that cannot name a parameter.
  package static let reservedWords: Set<String> = [
    "and", "or", "not", "if", "else", "true", "false",
  ]
}
