import Runtime

/// Checks the attributes that a file gives against those that are declared, in the user's words.
struct SettingChecker: Sendable {
  /// One attribute as given.
  struct Given {
    let name: Located<String>
    let node: YAMLNode
    /// Nil when there is none yet: then only the name is checked.
    let value: SettingValue?
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
    let before = diagnostics.all.count
    let values = accepted(given, into: &diagnostics)
    reportMissing(among: Set(given.map(\.name.value)), into: &diagnostics)
    return diagnostics.all.count == before ? values : nil
  }

  /// The values that are right, after reporting those that are not.
  func accepted(
    _ given: [Given], into diagnostics: inout Diagnostics
  ) -> [String: AttributeValue] {
    var values: [String: AttributeValue] = [:]
    for setting in given {
      guard let declaration = declarations.first(where: { $0.name == setting.name.value }) else {
        diagnostics.report(unknown(setting.name))
        continue
      }
      guard let both = setting.value else { continue }
      if let value = accepted(both, setting.node, declaration) {
        values[setting.name.value] = value
      } else {
        diagnostics.report(refusal(of: setting, both, declaration))
      }
    }
    return values
  }

  /// Reports everything that must be given and is not among `names`, not even misspelt.
  func reportMissing(among names: Set<String>, into diagnostics: inout Diagnostics) {
    let meant = names.subtracting(keys).compactMap { NearestName.of($0, in: keys) }
    let given = names.union(meant)
    for declaration in declarations
    where !declaration.isOptional && !given.contains(declaration.name) {
      let (name, summary) = (declaration.name, declaration.summary)
      diagnostics.error(
        "`\(owner.value)` needs `\(name)` (\(declaration.typeName))", at: owner.span,
        hint: summary.isEmpty ? "write `\(name): …`" : "`\(name)`: \(summary)",
        code: "missing-\(noun)")
    }
  }

  /// Everything that can stand in the mapping.
  private var keys: [String] { declarations.map { $0.name } + otherKeys }

  private func unknown(_ name: Located<String>) -> Diagnostic {
    let names = keys
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      "`\(owner.value)` has no \(noun) `\(name.value)`", at: name.span,
      hint: NearestName.hint(name.value, in: names)
        ?? (names.isEmpty ? "it has none" : "it can have \(list)"), code: "unknown-\(noun)")
  }

  /// The reading that the declaration takes, if any.
  private func accepted(
    _ value: SettingValue, _ node: YAMLNode, _ declaration: any AttributeDeclaration
  ) -> AttributeValue? {
    if literalFloat(value, node, declaration) != nil { return nil }
    return [value.value, value.text].first { declaration.complaint(about: $0) == nil }
  }

  /// A number with a point, written where an int is wanted: `3.0` may be a slip for `30`.
  private func literalFloat(
    _ value: SettingValue, _ node: YAMLNode, _ declaration: any AttributeDeclaration
  ) -> String? {
    guard declaration.typeName == Int.typeName, let scalar = node.scalar,
      case .float = value.value, case .string = value.text
    else { return nil }
    return scalar.text
  }

  private func refusal(
    of setting: Given, _ value: SettingValue, _ declaration: any AttributeDeclaration
  ) -> Diagnostic {
    let name = setting.name.value
    if let text = literalFloat(value, setting.node, declaration),
      case .float(let number) = value.value
    {
      return Diagnostic(
        "`\(name)` wants \(declaration.typeName), not `\(text)`", at: setting.node.span,
        hint: Int(exactly: number).map { "write `\($0)`" }, code: "attribute-type")
    }
    let complaint =
      declaration.complaint(about: value.value) ?? "`\(name)` cannot be this"
    let hint = hint(for: setting, value, declaration)
    return Diagnostic(
      complaint, at: setting.node.span,
      notes: parameters.origins(of: setting.node, under: setting.names)
        + (hint == nil ? declared(declaration) : []),
      hint: hint, code: "attribute-type")
  }

  /// Where a block declares the argument.
  private func declared(_ declaration: any AttributeDeclaration) -> [Diagnostic.Note] {
    (declaration as? BlockArgument).map {
      [.init("`\($0.name)` is declared here", at: $0.key.span)]
    } ?? []
  }

  private func hint(
    for setting: Given, _ given: SettingValue, _ declaration: any AttributeDeclaration
  ) -> String? {
    let isExpression = !ParameterUses.names(in: setting.node).isEmpty
    if case .float(let number) = given.value, declaration.typeName == Int.typeName,
      isExpression
    {
      return "the expression gives \(number); `//` divides to an int, and so does `round(…)`"
    }
    let isDefault = (declaration as? BlockArgument)?.defaultNode?.span == setting.node.span
    let meaning =
      isDefault
      ? "a default is a value that a call could give"
      : declaration.summary.isEmpty ? nil : "`\(declaration.name)`: \(declaration.summary)"
    guard case .string(let text) = given.text, !isExpression else { return meaning }
    if declaration.typeName == Interval.typeName, case .int(let count) = given.value {
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
    return meaning
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
