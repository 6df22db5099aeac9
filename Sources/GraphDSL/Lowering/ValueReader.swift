import Runtime

/// Reads values from YAML: literals by the core schema, `$` by the names in scope.
struct ValueReader: Sendable {
  /// What expressions can use.
  var scope: ExpressionScope
  /// Parameters that have no value because of an error reported before.
  var failed: Set<String> = []

  /// Reads the value of a scalar or a list.
  ///
  /// What depends on a failed parameter is nil without another report.
  ///
  /// - Parameters:
  ///   - node: The value as written.
  ///   - isExpression: Whether scalars are expressions even without `$`, as in `for:`.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The value, or nil after reporting why there is none.
  func value(
    of node: YAMLNode, isExpression: Bool = false, into diagnostics: inout Diagnostics
  ) -> SettingValue? {
    switch node.content {
    case .scalar(let scalar):
      do {
        let template = try ScalarTemplate(scalar, at: node.span, isExpression: isExpression)
        return try value(of: template)
      } catch {
        var problem = error
        problem.hint = problem.hint ?? values(behind: node, isExpression)
        diagnostics.report(problem)
        return nil
      }
    case .sequence(let elements):
      var values: [SettingValue] = []
      for element in elements {
        guard let value = value(of: element, into: &diagnostics) else { return nil }
        values.append(value)
      }
      let list = AttributeValue.list(values.map(\.value))
      guard list.elementCount <= ExpressionLimits.elements else {
        diagnostics.error(
          "this list has more than \(ExpressionLimits.elements) elements", at: node.span)
        return nil
      }
      return SettingValue(list, text: .list(values.map(\.text)))
    case .mapping:
      diagnostics.error("a value is wanted here, not a mapping", at: node.span)
      return nil
    }
  }

  /// What the names in an expression stand for; nil without names.
  private func values(behind node: YAMLNode, _ isExpression: Bool) -> String? {
    var values: [String] = []
    for name in ParameterUses.names(in: node, isExpression: isExpression) {
      guard let value = scope.values[name.value] else { continue }
      let text = "`\(name.value)` is \(value)"
      if !values.contains(text) { values.append(text) }
    }
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// The value of a scalar; nil when it depends on a failed parameter.
  private func value(of template: ScalarTemplate) throws(Diagnostic) -> SettingValue? {
    guard template.isLiteral else {
      guard failed.isDisjoint(with: template.names.map(\.value)) else { return nil }
      return SettingValue(try template.value(in: scope))
    }
    let text = AttributeValue.string(template.scalar.text)
    switch CoreSchema.read(template.scalar) {
    case .null:
      throw Diagnostic(
        "nothing is written here, but a value is wanted", at: template.span,
        hint: "leave the key out to get its default", code: "missing-value")
    case .bool(let value): return SettingValue(.bool(value), text: text)
    case .int(let value): return SettingValue(.int(value), text: text)
    case .float(let value): return SettingValue(.float(value), text: text)
    case .string, .leadingZeros, .hugeInt, .hugeFloat: return SettingValue(text)
    }
  }
}
