/// An attribute whose text is a formula.
///
/// It is read when the operands' names are known; see ``Formula``.
public struct FormulaText: AttributeSetting {
  /// The text as written.
  public let text: String

  public static var typeName: String { "formula" }
  public static var form: AttributeForm { .either([.string, .float]) }

  public init?(attribute value: AttributeValue) {
    guard case .string(let text) = value else { return nil }
    self.text = text
  }

  public var attributeValue: AttributeValue { .string(text) }
}

extension OpError {
  /// The error for a text that is no formula.
  public init(_ error: FormulaError, in attribute: String) {
    let argument: Argument =
      if let operand = error.unusedOperand {
        .input(operand)
      } else if let range = error.range {
        .text(attribute, range)
      } else {
        .attribute(attribute)
      }
    self.init(
      argument, error.message, hint: error.hint, misspelling: error.misspelling)
  }
}
