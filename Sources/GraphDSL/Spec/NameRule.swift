/// What parameters, dims, inputs and nodes may be called.
public enum NameRule {
  /// Words that expressions read as something else.
  public static let reserved: Set<String> = [
    "and", "or", "not", "if", "else", "true", "false", "null", "in", "for",
  ]

  /// Reports a name that expressions and paths could not use; returns whether it can be used.
  @discardableResult
  public static func check(
    _ name: Located<String>, _ what: String, into diagnostics: inout Diagnostics
  ) -> Bool {
    let text = DisplayText.escaped(name.value)
    if reserved.contains(name.value) {
      diagnostics.error(
        "`\(text)` is a word of expressions and cannot name \(what)", at: name.span, code: "name")
      return false
    }
    let scalars = name.value.unicodeScalars
    let isWord = scalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    let startsWell = scalars.first.map { $0.properties.numericType == nil } ?? false
    guard isWord, startsWell else {
      let repaired = String(
        scalars.map { $0 == "-" || $0 == "." || $0 == " " ? "_" : Character($0) })
      diagnostics.error(
        "`\(text)` cannot name \(what)", at: name.span,
        hint: startsWell && repaired != name.value
          ? "write `\(DisplayText.escaped(repaired))`"
          : "use letters, digits and `_`, with a letter first", code: "name")
      return false
    }
    return true
  }
}
