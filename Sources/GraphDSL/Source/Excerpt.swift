/// The part of a line that shows a span, as a terminal will draw it.
struct Excerpt {
  /// The line, or the part of a long one around the span.
  let text: String
  /// The columns before the span.
  let column: Int
  /// The columns of the span, at least 1; of several lines only the first counts.
  let width: Int

  /// The most columns of a line that are shown.
  private static let widest = 120
  private static let tab = "    "

  /// A character as it is drawn.
  private struct Cell {
    let text: String
    let width: Int
    let bytes: Range<Int>
  }

  /// The excerpt for `span`, a place in `file`.
  init(of span: SourceSpan, in file: SourceFile) {
    let line = file.lineRange(file.lineNumber(of: span.bytes.lowerBound))
    let cells = Self.cells(of: file, in: Self.window(around: span, in: line, of: file))
    let before = cells.filter { $0.bytes.lowerBound < span.bytes.lowerBound }
    let inside = cells.filter {
      $0.bytes.lowerBound >= span.bytes.lowerBound && $0.bytes.lowerBound < span.bytes.upperBound
    }
    // A span past the cut of a long line would have carets under nothing.
    let column = Self.width(before[...])
    let visible = Self.prefix(cells, columns: max(Self.widest, column + 1))
    let total = Self.width(cells[..<visible])
    let isCutLeft = (cells.first?.bytes.lowerBound ?? line.lowerBound) > line.lowerBound
    let isCutRight = (visible > 0 ? cells[visible - 1].bytes.upperBound : 0) < line.upperBound
    text =
      (isCutLeft ? "…" : "") + cells[..<visible].map(\.text).joined()
      + (isCutRight && visible > 0 ? "…" : "")
    self.column = column + (isCutLeft ? 1 : 0)
    width = max(1, min(Self.width(inside[...]), max(1, total - column)))
  }

  /// The bytes of a line that are looked at: those near the span when the line is long.
  private static func window(
    around span: SourceSpan, in line: Range<Int>, of file: SourceFile
  ) -> Range<Int> {
    let start = span.bytes.lowerBound
    guard start - line.lowerBound > widest - 40 else {
      return line.clamped(to: line.lowerBound..<line.lowerBound + 4 * widest)
    }
    var low = max(line.lowerBound, start - 40)
    // Never begin inside a character.
    while low > line.lowerBound, file.bytes[low] & 0xC0 == 0x80 { low -= 1 }
    if low - line.lowerBound < 8 { low = line.lowerBound }
    return low..<max(low, min(line.upperBound, start + 4 * widest))
  }

  private static func cells(of file: SourceFile, in range: Range<Int>) -> [Cell] {
    let scalars = scalars(file.bytes[range])
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.map(\.scalar))
    var start = range.lowerBound
    var rest = scalars[...]
    return String(text).map { character in
      let length = rest.prefix(character.unicodeScalars.count).reduce(0) { $0 + $1.length }
      rest = rest.dropFirst(character.unicodeScalars.count)
      defer { start += length }
      let bytes = start..<start + length
      if character == "\t" { return Cell(text: tab, width: tab.count, bytes: bytes) }
      let text = DisplayText.escaped(String(character))
      let isEscaped = text != String(character)
      return Cell(
        text: text, width: isEscaped ? text.count : DisplayText.width(of: character), bytes: bytes)
    }
  }

  /// The characters of some bytes with the bytes of each; U+FFFD stands for what is not UTF-8.
  private static func scalars(
    _ bytes: ArraySlice<UInt8>
  ) -> [(scalar: Unicode.Scalar, length: Int)] {
    var scalars: [(Unicode.Scalar, Int)] = []
    var (parser, iterator) = (Unicode.UTF8.ForwardParser(), bytes.makeIterator())
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded): scalars.append((Unicode.UTF8.decode(encoded), encoded.count))
      case .error(let length): scalars.append(("\u{FFFD}", length))
      case .emptyInput: return scalars
      }
    }
  }

  private static func width(_ cells: ArraySlice<Cell>) -> Int {
    cells.reduce(0) { $0 + $1.width }
  }

  private static func prefix(_ cells: [Cell], columns: Int) -> Int {
    var width = 0
    return cells.firstIndex { cell in
      width += cell.width
      return width > columns
    } ?? cells.count
  }
}
