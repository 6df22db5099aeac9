/// Why an expression cannot be read or has no value.
public struct ExpressionError: Error, Sendable, Equatable {
  /// What is wrong, in one sentence with the user's own names and numbers.
  public let message: String
  /// The UTF-8 bytes of the expression's text that are to blame.
  public let range: Range<Int>
  /// One thing to try.
  public let hint: String?
  /// A stable name for tools.
  public let code: String

  /// The code for a `$` where none can be.
  static let dollar = "dollar-in-expression"
  /// The code for a text that nests too deep.
  static let tooDeep = "deep-expression"

  /// An error that blames `range`.
  public init(
    _ message: String, _ range: Range<Int>, hint: String? = nil, code: String = "expression"
  ) {
    self.message = message
    self.range = range
    self.hint = hint
    self.code = code
  }
}

/// The bounds that keep every expression cheap, whatever a file says.
package enum ExpressionLimits {
  /// The longest text of one expression, in bytes.
  package static let bytes = 4_096
  /// How deep parentheses, lists, calls and signs may nest in the text.
  package static let nesting = 32
  /// How many operations may depend on each other in one expression.
  package static let depth = 100
  /// The most elements of a list, those of inner lists included.
  package static let elements = 10_000
  /// The longest string that an expression makes, in bytes.
  package static let stringBytes = 65_536
}
