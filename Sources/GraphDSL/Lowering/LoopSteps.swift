import Runtime

/// The values of a loop's variables, step by step.
struct LoopSteps {
  /// For each step the variables and their values.
  let steps: [[String: AttributeValue]]

  /// Reads `for` and `index`; nil after reporting what is wrong.
  ///
  /// - Parameters:
  ///   - loop: The mapping from variables to lists; nil for a group that is no loop.
  ///   - index: The name of the variable that counts the steps from 0.
  ///   - name: The group.
  ///   - expander: Evaluates the lists and takes the problems.
  init?(
    _ loop: YAMLNode?, index: YAMLNode?, name: Located<String>, expander: inout GraphExpander
  ) {
    guard let loop else {
      if let index {
        expander.diagnostics.error(
          "`\(name.value)` has `index` without `for`", at: index.span,
          hint: "it counts the steps of a loop")
        return nil
      }
      steps = [[:]]
      return
    }
    guard let entries = loop.entries, !entries.isEmpty else {
      expander.diagnostics.error(
        "`for` wants a mapping from names to lists, not \(loop.kind)", at: loop.span,
        hint: "write `for: {i: range(3)}`")
      return nil
    }
    var lists: [(variable: Located<String>, span: SourceSpan, values: [AttributeValue])] = []
    for entry in entries {
      guard let values = Self.list(entry, &expander) else { return nil }
      lists.append((entry.key, entry.value.span, values))
    }
    let count = lists[0].values.count
    if let other = lists.first(where: { $0.values.count != count }) {
      let first = lists[0]
      expander.diagnostics.error(
        "the lists of `for` walk together, but `\(first.variable.value)` has "
          + "\(Self.elements(count)) and `\(other.variable.value)` has "
          + Self.elements(other.values.count), at: other.span,
        notes: [
          .init("`\(first.variable.value)` has \(Self.elements(count)) here", at: first.span)
        ], code: "list-lengths")
      return nil
    }
    var steps = (0..<count).map { step in
      Dictionary(lists.map { ($0.variable.value, $0.values[step]) }) { first, _ in first }
    }
    if let index {
      guard let variable = expander.text(of: index, "index"),
        NameRule.check(variable, "a variable", into: &expander.diagnostics)
      else { return nil }
      if let clash = lists.first(where: { $0.variable.value == variable.value }) {
        expander.diagnostics.error(
          "`index` and a list of `for` are both called `\(variable.value)`", at: index.span,
          notes: [.init("the list is here", at: clash.variable.span)])
        return nil
      }
      for step in steps.indices { steps[step][variable.value] = .int(step) }
    }
    self.steps = steps
  }

  private static func list(
    _ entry: YAMLEntry, _ expander: inout GraphExpander
  ) -> [AttributeValue]? {
    guard NameRule.check(entry.key, "a variable", into: &expander.diagnostics),
      let value = expander.value(of: entry.value, isExpression: true)?.value
    else { return nil }
    guard case .list(let values) = value else {
      let text = entry.value.scalar?.text ?? ""
      var hint: String?
      if case .int = value { hint = "to count, write `range(\(text))`" }
      expander.diagnostics.error(
        "`for` walks through lists, but `\(entry.key.value)` is \(value.kind) `\(value)`",
        at: entry.value.span, hint: hint)
      return nil
    }
    return values
  }

  private static func elements(_ count: Int) -> String {
    count == 1 ? "1 element" : "\(count) elements"
  }
}
