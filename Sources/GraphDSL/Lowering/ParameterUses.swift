/// Finds which parameters a part of a model file mentions, whether or not it will be evaluated.
enum ParameterUses {
  /// The names in the expressions of `node`, with their places.
  ///
  /// What is no expression is skipped here: reading the value reports it.
  static func names(in node: YAMLNode, isExpression: Bool = false) -> [Located<String>] {
    switch node.content {
    case .scalar(let scalar):
      return names(in: scalar, at: node.span, isExpression: isExpression)
    case .sequence(let elements):
      return elements.flatMap { names(in: $0) }
    case .mapping(let entries):
      return entries.flatMap { entry in
        switch entry.key.value {
        case "if": names(in: entry.value, isExpression: true)
        case "for": (entry.value.entries ?? []).flatMap { names(in: $0.value, isExpression: true) }
        default: names(in: entry.value)
        }
      }
    }
  }

  /// The tensors in `dim(tensor, axis)` in a value, with their places.
  static func tensors(in node: YAMLNode, isExpression: Bool = false) -> [Located<String>] {
    switch node.content {
    case .scalar(let scalar):
      return template(scalar, at: node.span, isExpression: isExpression)?.tensors ?? []
    case .sequence(let elements): return elements.flatMap { tensors(in: $0) }
    case .mapping: return []
    }
  }

  private static func names(
    in scalar: YAMLScalar, at span: SourceSpan, isExpression: Bool
  ) -> [Located<String>] {
    template(scalar, at: span, isExpression: isExpression)?.names ?? []
  }

  private static func template(
    _ scalar: YAMLScalar, at span: SourceSpan, isExpression: Bool
  ) -> ScalarTemplate? {
    do {
      return try ScalarTemplate(scalar, at: span, isExpression: isExpression)
    } catch {
      return nil
    }
  }

  /// Warns of every parameter of `specs` that neither another one nor any of `sections` nor a block
  /// mentions.
  static func reportUnused(
    _ specs: [ParamSpec], sections: [YAMLNode], blocks: [BlockSpec],
    into diagnostics: inout Diagnostics
  ) {
    var used = Set(sections.flatMap { names(in: $0) }.map(\.value))
    for block in blocks { used.formUnion(block.usedParameters) }
    for spec in specs {
      let others = [spec.value, spec.min, spec.max, spec.above, spec.below] + (spec.choices ?? [])
      used.formUnion(others.compactMap { $0 }.flatMap { names(in: $0) }.map(\.value))
    }
    for spec in specs where !used.contains(spec.name.value) {
      diagnostics.report(
        Diagnostic(
          "nothing uses the parameter `\(spec.name.value)`", at: spec.name.span,
          hint: "remove it, or use it as `$\(spec.name.value)`", code: "unused-parameter",
          severity: .warning))
    }
  }
}
