/// A table of text with aligned columns.
public struct TextTable {
  /// How a column is aligned.
  public enum Alignment: Sendable { case left, right }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// An empty table with columns under these names.
  public init(_ columns: [(String, Alignment)]) {
    header = columns.map(\.0)
    alignments = columns.map(\.1)
  }

  /// Adds a row with a cell for each column.
  public mutating func append(_ row: [String]) { rows.append(row) }

  /// The lines, without trailing spaces; a rule under the header and above the rows from `footer` on.
  public func lines(footerRows: Int = 0) -> [String] {
    let widths = widths
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    var lines = [line(header, widths), rule]
    for (index, row) in rows.enumerated() {
      if footerRows > 0, index == rows.count - footerRows { lines.append(rule) }
      lines.append(line(row, widths))
    }
    return lines
  }

  /// The rows alone, for a table whose columns need no names.
  public var rowLines: [String] { rows.map { line($0, widths) } }

  private var widths: [Int] {
    header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      text += (alignments[column] == .left ? cell + padding : padding + cell) + "  "
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
