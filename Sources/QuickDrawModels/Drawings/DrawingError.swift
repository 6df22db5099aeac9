/// Why a line, or a whole file, gives no drawing, and where.
public struct DrawingError: Error, Sendable, Equatable {
  /// The kinds of trouble, as a summary counts them.
  public enum Reason: String, Sendable, CaseIterable {
    /// The file cannot be read at all; never skipped.
    case unreadable = "unreadable file"
    case blankLine = "blank line"
    case lineTooLong = "line too long"
    case notJSON = "not JSON"
    case notObject = "not a JSON object"
    case duplicateKey = "a key twice"
    case noWord = "no word"
    case badWord = "unusable word"
    case noStrokes = "no strokes"
    case badStroke = "malformed stroke"
    case lengthsDiffer = "x and y of different lengths"
    case tooFewPoints = "fewer than two points"
    case notFinite = "a number that is not finite"
  }

  /// The kind of trouble.
  public let reason: Reason
  /// One sentence with the line's own names and numbers.
  public let message: String
  /// One thing to try.
  public var hint: String?
  /// The file, as the user named it.
  public var file: String?
  /// The line, counted from 1.
  public var line: Int?
  /// The byte in the line, counted from 1; nil when the line as a whole is to blame.
  public var column: Int?
  /// The byte in the file, counted from 0.
  public var byteOffset: Int?
  /// Whether the file could not even be opened.
  public internal(set) var isInputMissing = false

  /// A problem at byte `column` (from 1) of a line.
  public init(
    _ reason: Reason, _ message: String, column: Int? = nil, file: String? = nil,
    hint: String? = nil
  ) {
    self.reason = reason
    self.message = message
    self.column = column
    self.file = file
    self.hint = hint
  }

  /// The same problem, placed in a line of a file that starts at byte `offset`.
  func placed(file: String, line: Int, offset: Int) -> DrawingError {
    var placed = self
    placed.file = file
    placed.line = line
    placed.byteOffset = offset + (column ?? 1) - 1
    return placed
  }
}

extension DrawingError: CustomStringConvertible {
  /// `cat.ndjson:2:31: x has 3 numbers but y has 2 (byte 70 of the file)`, and the hint below.
  public var description: String {
    var place = [file, line.map(String.init), column.map(String.init)]
    place.removeAll { $0 == nil }
    var text = place.compactMap(\.self).joined(separator: ":")
    text += text.isEmpty ? message : ": \(message)"
    if let byteOffset { text += " (byte \(byteOffset) of the file)" }
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }
}
