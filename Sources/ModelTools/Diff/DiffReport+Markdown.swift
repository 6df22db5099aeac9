import GraphDSL

extension DiffReport {
  /// A section with more rows than this is folded.
  private static let longest = 12

  /// The report for a pull request; every line ends with a line break.
  public var markdown: String {
    var lines = [
      "### \(Self.escaped(titles.old)) → \(Self.escaped(titles.new))", "",
      Self.escaped(verdict) + ".",
    ]
    for section in sections {
      let isLong = section.rows.count > Self.longest
      lines += [
        "",
        isLong
          ? "<details><summary><b>\(section.title)</b>, \(section.rows.count) rows</summary>"
          : "**\(section.title)**",
        "",
      ]
      lines.append("| " + ([""] + section.columns).joined(separator: " | ") + " |")
      lines.append("|" + String(repeating: " --- |", count: section.columns.count + 1))
      lines += section.rows.map { Self.line($0) }
      if isLong { lines += ["", "</details>"] }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func line(_ row: Row) -> String {
    let sign = row.sign == .same ? "" : "`\(row.sign.rawValue)`"
    return "| " + ([sign] + row.cells.map { escaped($0) }).joined(separator: " | ") + " |"
  }

  /// Text that Markdown takes literally, in one line.
  private static func escaped(_ text: String) -> String {
    DisplayText.escaped(text).reduce(into: "") { result, character in
      if "\\`*_|<>[]~".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
