/// A picture of dots as text, two dots wide and four high a letter (the braille patterns of Unicode).
public struct BrailleCanvas: Sendable {
  /// The letters of a row.
  public let columns: Int
  /// The rows.
  public let rows: Int
  private var cells: [UInt8]

  /// An empty picture.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  /// Draws a line between two dots, counted from the upper left; both must be on the canvas.
  public mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      let x = start.x + Int((Double((end.x - start.x) * step) / Double(steps)).rounded())
      let y = start.y + Int((Double((end.y - start.y) * step) / Double(steps)).rounded())
      cells[y / 4 * columns + x / 2] |= Self.dots[y % 4][x % 2]
    }
  }

  /// The dots of a letter as bits; 0 where there is none.
  public subscript(column column: Int, row row: Int) -> UInt8 { cells[row * columns + column] }

  /// The letter with these dots.
  public static func letter(_ dots: UInt8) -> String {
    Unicode.Scalar(0x2800 + UInt32(dots)).map { String(Character($0)) } ?? " "
  }

  /// The rows without blanks at their ends, and without empty rows at the end.
  public var lines: [String] {
    var lines = stride(from: 0, to: cells.count, by: columns).map { start in
      var row = cells[start..<start + columns]
      while row.last == 0 { row.removeLast() }
      return row.map(Self.letter).joined()
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The bit of each of a letter's dots, row by row.
  private static let dots: [[UInt8]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]
}
