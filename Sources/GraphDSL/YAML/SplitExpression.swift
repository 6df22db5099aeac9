/// Notices that YAML split an expression such as `$min(a, b)` at its comma.
///
/// In brackets `{units: $min(a, b)}` has two keys, `units` and `b)`.
struct SplitExpression {
  /// What an item of a bracketed collection is.
  enum Outcome {
    /// A value of its own.
    case ordinary
    /// A part of the expression before it.
    case part
    /// The last part; the item before it should have had this value.
    case whole(YAMLNode, Diagnostic)
  }

  private let file: SourceFile
  private var first: YAMLNode?
  private var openParentheses = 0

  /// Watches one collection of `file`.
  init(file: SourceFile) { self.file = file }

  /// Looks at the next item; `key` is nil in a list.
  mutating func next(_ value: YAMLNode, _ key: YAMLNode?) -> Outcome {
    let balance = Self.balance(key) + Self.balance(value)
    guard let first else {
      if Self.balance(value) > 0 {
        self.first = value
        openParentheses = balance
      }
      return .ordinary
    }
    openParentheses += balance
    guard openParentheses <= 0 else { return .part }
    self.first = nil
    let ends = [key, value].compactMap { $0 }.filter { !$0.span.bytes.isEmpty }
    let end = ends.map(\.span.bytes.upperBound).max() ?? first.span.bytes.upperBound
    let start = first.span.bytes.lowerBound
    let span = SourceSpan(file: first.span.file, start..<max(start, end))
    let text = file.text(in: span.bytes)
    let problem = Diagnostic(
      "in brackets YAML splits `\(DisplayText.escaped(text))` at its comma", at: span,
      hint: "put quotes around it: \"\(DisplayText.escaped(text))\"", code: "unquoted-expression")
    return .whole(YAMLNode(.scalar(YAMLScalar(text)), at: span), problem)
  }

  /// Opening less closing parentheses of a plain scalar.
  private static func balance(_ node: YAMLNode?) -> Int {
    guard let scalar = node?.scalar, !scalar.isQuoted else { return 0 }
    return scalar.text.utf8.reduce(0) { sum, byte in
      sum + (byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0)
    }
  }
}
