import GraphDSL

extension DiffReport {
  /// The report for a terminal.
  ///
  /// - Parameter isColoured: Whether what is added is green, what is removed red, what is changed
  ///   yellow. The signs say the same.
  /// - Returns: The lines, each with a line break at its end.
  public func text(isColoured: Bool = false) -> String {
    var lines = [
      painted("--- \(titles.old)", .removed, isColoured),
      painted("+++ \(titles.new)", .added, isColoured), verdict,
    ]
    for section in sections {
      lines += ["", bold(section.title, isColoured)]
      let header = section.showsColumns ? [Row(sign: .same, cells: section.columns)] : []
      lines += Self.lines(header + section.rows).map { painted($0.text, $0.sign, isColoured) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The rows with aligned columns, without spaces at the end.
  private static func lines(_ rows: [Row]) -> [(sign: DiffSign, text: String)] {
    let columns = rows.map(\.cells.count).max() ?? 0
    let widths = (0..<columns).map { column in
      // A long name moves its own line, not all of them.
      rows.map { column < $0.cells.count - 1 ? min(40, $0.cells[column].count) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.cells.enumerated().map { column, cell in
        let text = DisplayText.escaped(cell)
        return text + String(repeating: " ", count: max(0, widths[column] - text.count))
      }
      var text = "\(row.sign.rawValue) " + cells.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return (row.sign, text)
    }
  }

  private func painted(_ text: String, _ sign: DiffSign, _ isColoured: Bool) -> String {
    let colour: Int? =
      switch sign {
      case .added: 32
      case .removed: 31
      case .changed: 33
      case .same: nil
      }
    guard isColoured, let colour else { return text }
    return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
  }

  private func bold(_ text: String, _ isColoured: Bool) -> String {
    isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
