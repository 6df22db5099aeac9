import Runtime

/// The manual's page of ops, optimizers and schedules, `docs/ops.md`.
public enum ManualPage {
  /// The page.
  public static var text: String {
    let entries = { (kind: ManualEntry.Kind) in ManualEntry.all.filter { $0.kind == kind } }
    let schedules = entries(.schedule)
    let shared = (schedules.first?.attributes ?? []).filter { attribute in
      schedules.allSatisfy { $0.attributes.contains { $0.name == attribute.name } }
    }
    var parts = [head] + groups
    parts += entries(.op).map { section($0) }
    parts.append("## Optimizers\n\nUnder `train.optimizer`, as `{op: adam, learning_rate: 1e-3}`.")
    parts += entries(.optimizer).map { section($0) }
    parts.append(
      "## Schedules\n\nUnder `train.schedule`; each gives a share of the learning rate, and each has:\n"
        + table(shared).joined(separator: "\n"))
    parts += schedules.map { section($0, without: shared.map { $0.name }) }
    parts.append("## Clipping\n\nUnder `train.clip`.")
    parts += entries(.clipping).map { section($0) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static let head = """
    # Ops, optimizers, schedules

    This page is made from the program's own declarations; `GRAPHRUN_REWRITE=1 make test` makes it
    anew, and `graphrun ops NAME` shows a part of it in the terminal. How a model file names ops is in
    [language.md](language.md).

    An op's operands name their axes; axes of one name agree in size, and `...` stands for any
    number of axes. An attribute without a default must be given, unless it is optional.

    ## Ops
    """

  /// A table of links for each group of ops.
  private static var groups: [String] {
    OpGroup.allCases.compactMap { group in
      let ops = ManualEntry.all.filter { $0.op?.group == group }
      guard !ops.isEmpty else { return nil }
      let rows = ops.map { "| [`\($0.name)`](#\($0.name)) | \($0.summary) |" }
      return (["| \(group.title) | what it does |", "| --- | --- |"] + rows)
        .joined(separator: "\n")
    }
  }

  private static func section(_ entry: ManualEntry, without shared: [String] = []) -> String {
    var lines = ["### \(entry.name)", entry.summary]
    let others = entry.op?.elsewhere.map { "`\($0)`" } ?? []
    if !others.isEmpty { lines += ["", "Elsewhere called \(others.joined(separator: ", ")).", ""] }
    if !entry.formula.isEmpty { lines += ["```", entry.formula, "```"] }
    if let op = entry.op {
      for (index, input) in op.inputs.enumerated() {
        let repeats =
          op.isVariadic && index == op.inputs.count - 1 ? ", any number of times" : ""
        lines.append("- reads \(operand(input))\(repeats)")
      }
      lines.append("- makes \(operand(op.result))")
    }
    lines += table(entry.attributes.filter { !shared.contains($0.name) })
    for example in entry.examples {
      let text = ManualWords.lines(example, of: entry)
      if !text.isEmpty { lines += ["```"] + text + ["```"] }
    }
    return lines.joined(separator: "\n")
  }

  private static func operand(_ operand: Operand) -> String {
    let shape = "`\(operand.name)` `\(ManualWords.shape(operand))`"
    let summary = ManualWords.summary(operand)
    return summary.isEmpty ? shape : "\(shape): \(summary)"
  }

  private static func table(_ attributes: [any AttributeDeclaration]) -> [String] {
    guard !attributes.isEmpty else { return [] }
    let rows = attributes.map { attribute in
      let fallback =
        attribute.defaultText.map { "`\($0)`" } ?? (attribute.isOptional ? "optional" : "")
      let type = ManualWords.type(attribute)
      return "| `\(attribute.name)` | \(type) | \(fallback) | \(attribute.summary) |"
    }
    return ["", "| attribute | type | default | meaning |", "| --- | --- | --- | --- |"] + rows
  }
}
