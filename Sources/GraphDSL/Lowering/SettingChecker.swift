import Runtime

/// Checks the attributes that a file gives against those that are declared, in the user's words.
struct SettingChecker {
  /// One attribute as given.
  struct Given {
    let name: Located<String>
    let node: YAMLNode
    let value: SettingValue
    /// What `$` could name here: parameters and the variables of loops.
    var names: [String: AttributeValue] = [:]
  }

  /// Whose attributes they are, such as `conv1d`.
  let owner: Located<String>
  let declarations: [any AttributeDeclaration]
  /// For the values behind an expression and for the hint to write `$`.
  let parameters: ParameterTable
  /// What else can stand in the same mapping, for hints.
  var otherKeys: [String] = []
  /// What one of them is called.
  var noun = "attribute"

  /// The values under the declared types, or nil after reporting what is wrong.
  func check(
    _ given: [Given], into diagnostics: inout Diagnostics
  ) -> [String: AttributeValue]? {
    var values: [String: AttributeValue] = [:]
    var isComplete = true
    for setting in given {
      guard let declaration = declarations.first(where: { $0.name == setting.name.value }) else {
        diagnostics.report(unknown(setting.name))
        isComplete = false
        continue
      }
      if let value = accepted(setting, declaration) {
        values[setting.name.value] = value
      } else {
        diagnostics.report(refusal(of: setting, declaration))
        isComplete = false
      }
    }
    let names = Set(given.map(\.name.value))
    for declaration in declarations
    where !declaration.isOptional && !names.contains(declaration.name) {
      diagnostics.error(
        "`\(owner.value)` needs `\(declaration.name)` (\(declaration.typeName))", at: owner.span,
        hint: "`\(declaration.name)`: \(declaration.summary)", code: "missing-\(noun)")
      isComplete = false
    }
    return isComplete ? values : nil
  }

  private func unknown(_ name: Located<String>) -> Diagnostic {
    let names = declarations.map { $0.name } + otherKeys
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "`\(owner.value)` has no \(noun) `\(name.value)`", at: name.span,
      hint: NearestName.hint(name.value, in: names)
        ?? (names.isEmpty ? "it has none" : "it can have \(list)"), code: "unknown-\(noun)")
  }

  /// The reading that the declaration takes, if any.
  private func accepted(
    _ setting: Given, _ declaration: any AttributeDeclaration
  ) -> AttributeValue? {
    if literalFloat(setting, declaration) != nil { return nil }
    return [setting.value.value, setting.value.text].first {
      declaration.complaint(about: $0) == nil
    }
  }

  /// A number with a point, written where an int is wanted: `3.0` may be a slip for `30`.
  private func literalFloat(
    _ setting: Given, _ declaration: any AttributeDeclaration
  ) -> String? {
    guard declaration.typeName == Int.typeName, let scalar = setting.node.scalar,
      case .float = setting.value.value, case .string = setting.value.text
    else { return nil }
    return scalar.text
  }

  private func refusal(
    of setting: Given, _ declaration: any AttributeDeclaration
  ) -> Diagnostic {
    let name = setting.name.value
    if let text = literalFloat(setting, declaration), case .float(let number) = setting.value.value
    {
      return Diagnostic(
        "`\(name)` wants \(declaration.typeName), not `\(text)`", at: setting.node.span,
        hint: Int(exactly: number).map { "write `\($0)`" }, code: "attribute-type")
    }
    let complaint =
      declaration.complaint(about: setting.value.value) ?? "`\(name)` cannot be this"
    return Diagnostic(
      complaint, at: setting.node.span, notes: origins(of: setting.node),
      hint: hint(for: setting, declaration), code: "attribute-type")
  }

  /// The parameters behind an expression with their values.
  private func origins(of node: YAMLNode) -> [Diagnostic.Note] {
    var seen: Set<String> = []
    return ParameterUses.names(in: node).compactMap { use in
      guard seen.insert(use.value).inserted, let entry = parameters[use.value] else { return nil }
      return .init("`\(use.value)` is \(entry.value) here", at: entry.span)
    }
  }

  private func hint(
    for setting: Given, _ declaration: any AttributeDeclaration
  ) -> String? {
    let isExpression = !ParameterUses.names(in: setting.node).isEmpty
    if case .float(let number) = setting.value.value, declaration.typeName == Int.typeName,
      isExpression
    {
      return "the expression gives \(number); `//` divides to an int, and so does `round(…)`"
    }
    guard case .string(let text) = setting.value.text, !isExpression else { return nil }
    if declaration.typeName == Interval.typeName, case .int(let count) = setting.value.value {
      return "write `\(count) steps`"
    }
    if parameters[text] != nil || setting.names[text] != nil {
      return "to use the parameter write `$\(text)`"
    }
    if let choices = declaration.choices, let nearest = NearestName.of(text, in: choices) {
      return "did you mean `\(nearest)`?"
    }
    let switches = ["yes", "no", "on", "off", "True", "False", "y", "n"]
    if declaration.typeName == Bool.typeName, switches.contains(text) {
      return "write true or false"
    }
    let digits = String(text.drop { $0 == "0" })
    if declaration.typeName == Int.typeName, text.hasPrefix("0"), Int(digits) != nil {
      return "write `\(digits)`"
    }
    if setting.node.scalar?.isQuoted == true, declaration.complaint(about: plain(text)) == nil {
      return "a quoted value is a string; write it without quotes"
    }
    return nil
  }

  /// What a text would be without quotes.
  private func plain(_ text: String) -> AttributeValue {
    switch CoreSchema.read(plain: text) {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    default: .string(text)
    }
  }
}
