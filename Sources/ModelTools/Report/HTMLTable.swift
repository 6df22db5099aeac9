/// A table of a page.
struct HTMLTable {
  /// What stands in a cell.
  enum Cell {
    /// A text, as it is.
    case text(String)
    /// A number, set to the right.
    case number(String)
    /// Elements that are made already.
    case markup(String)
    /// The name of the row.
    case heading(String)
  }

  private let caption: String
  private let columns: [(title: String, isNumber: Bool)]
  private var rows: [(cells: [Cell], style: String?)] = []

  /// An empty table.
  ///
  /// - Parameters:
  ///   - caption: What it shows, for readers who cannot see it.
  ///   - columns: The titles, and whether numbers stand below.
  init(_ caption: String, _ columns: [(title: String, isNumber: Bool)]) {
    self.caption = caption
    self.columns = columns
  }

  /// Adds a row.
  mutating func append(_ cells: [Cell], style: String? = nil) { rows.append((cells, style)) }

  /// Whether there is no row.
  var isEmpty: Bool { rows.isEmpty }

  /// The elements; wide tables scroll by themselves, not the page.
  var lines: [String] {
    let head = columns.map { column in
      "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(Markup.escaped(column.title))</th>"
    }
    let body = rows.map { row in
      "<tr\(row.style.map { " class=\"\($0)\"" } ?? "")>"
        + row.cells.map(Self.element).joined() + "</tr>"
    }
    return [
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"\(Markup.escaped(caption))\">",
      "<table><caption>\(Markup.escaped(caption))</caption>",
      "<thead><tr>\(head.joined())</tr></thead><tbody>",
    ] + body + ["</tbody></table></div>"]
  }

  /// A text of at most so many letters stays in one line.
  private static let longestLine = 24

  private static func element(_ cell: Cell) -> String {
    switch cell {
    case .text(let text):
      "<td\(text.count <= longestLine ? " class=\"s\"" : "")>\(Markup.escaped(text))</td>"
    case .number(let text): "<td class=\"n\">\(Markup.escaped(text))</td>"
    case .markup(let text): "<td>\(text)</td>"
    case .heading(let text): "<th scope=\"row\">\(Markup.escaped(text))</th>"
    }
  }
}
