import Runtime

/// The manual in a terminal: what `graphrun ops` prints.
public enum ManualText {
  /// A list of entries by groups, a line each, ending with a line break.
  public static func list(_ entries: [ManualEntry]) -> String {
    let width = entries.map(\.name.count).max() ?? 0
    var lines: [String] = []
    for group in groups(entries) {
      lines += (lines.isEmpty ? [] : [""]) + [group]
      lines += entries.filter { $0.group == group }.map {
        "  \($0.name)" + String(repeating: " ", count: width - $0.name.count + 2) + $0.summary
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The headings of `entries`: groups of ops in their order, then the parts of training.
  private static func groups(_ entries: [ManualEntry]) -> [String] {
    let ordered = OpGroup.allCases.map(\.title)
    let others = entries.map(\.group).filter { !ordered.contains($0) }
    return (ordered + others).reduce(into: []) { groups, group in
      if !groups.contains(group), entries.contains(where: { $0.group == group }) {
        groups.append(group)
      }
    }
  }

  /// Everything about one entry, ending with a line break.
  public static func page(_ entry: ManualEntry) -> String {
    var lines = ["\(entry.name) (\(entry.kind.rawValue)): \(entry.summary)"]
    func add(_ block: [String]) { if !block.isEmpty { lines += [""] + block } }
    let others = entry.op?.elsewhere ?? []
    add(others.isEmpty ? [] : ["  elsewhere called \(others.joined(separator: ", "))"])
    add(entry.formula.split(separator: "\n").map { "  \($0)" })
    add(operands(entry))
    add(attributes(entry))
    add(["in a model file", "  " + place(entry)])
    for example in entry.examples {
      let text = ManualWords.lines(example, of: entry)
      add(text.isEmpty ? [] : ["example"] + text.map { "  \($0)" })
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Where the entry stands in a model file.
  private static func place(_ entry: ManualEntry) -> String {
    switch entry.kind {
    case .op, .block: "name: \(entry.call())"
    case .optimizer: "train: {optimizer: \(entry.call())}"
    case .schedule: "train: {schedule: \(entry.call())}"
    case .clipping: "train: {clip: {global_norm: 9.0}}"
    }
  }

  private static func operands(_ entry: ManualEntry) -> [String] {
    guard let op = entry.op else { return [] }
    var rows = op.inputs.enumerated().map { index, input in
      let repeats = op.isVariadic && index == op.inputs.count - 1 ? ", any number of times" : ""
      return (
        "reads", input.name, ManualWords.shape(input), ManualWords.summary(input) + repeats
      )
    }
    rows.append(
      ("makes", op.result.name, ManualWords.shape(op.result), ManualWords.summary(op.result)))
    var table = TextTable([("", .left), ("", .left), ("", .left), ("", .left)])
    for row in rows { table.append([row.0, row.1, row.2, row.3]) }
    return table.rowLines
  }

  private static func attributes(_ entry: ManualEntry) -> [String] {
    guard !entry.attributes.isEmpty else { return [] }
    var table = TextTable([
      ("attribute", .left), ("type", .left), ("default", .left), ("meaning", .left),
    ])
    for attribute in entry.attributes {
      table.append([
        attribute.name, ManualWords.type(attribute),
        attribute.defaultText ?? (attribute.isOptional ? "optional" : "must be given"),
        attribute.summary,
      ])
    }
    return table.lines()
  }
}
