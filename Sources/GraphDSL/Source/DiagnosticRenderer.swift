/// Writes problems for a terminal, for a program or for GitHub's annotations.
public struct DiagnosticRenderer: Sendable {
  /// How problems are written.
  public enum Format: String, Sendable, CaseIterable {
    /// With the lines of the file, for people.
    case text
    /// One JSON object a line.
    case json
    /// Workflow commands that annotate a pull request.
    case github
  }

  /// The most problems that are written out; the others are counted.
  public static let most = 20

  private let sources: SourceSet
  private let format: Format
  private let isColoured: Bool

  /// A renderer of problems in `sources`.
  public init(sources: SourceSet, format: Format = .text, isColoured: Bool = false) {
    self.sources = sources
    self.format = format
    self.isColoured = isColoured
  }

  /// All problems, sorted by place, each ending with a line break; empty without problems.
  public func render(_ diagnostics: Diagnostics) -> String {
    let sorted = diagnostics.sorted
    let shown = sorted.prefix(Self.most).map { render($0) }
    let rest = sorted.count - shown.count
    let separator = format == .text ? "\n" : ""
    return (shown + (rest > 0 ? [more(rest)] : [])).joined(separator: separator)
  }

  /// One problem, ending with a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let diagnostic = sources.withOrigins(diagnostic)
    return switch format {
    case .text: text(diagnostic)
    case .json: DiagnosticRecord(diagnostic, in: sources).json + "\n"
    case .github: DiagnosticRecord(diagnostic, in: sources).githubCommand + "\n"
    }
  }

  private func more(_ count: Int) -> String {
    let message = "and \(count) more"
    switch format {
    case .text: return message + "\n"
    case .json, .github: return render(Diagnostic(message, at: nil, code: "more"))
    }
  }

  private func text(_ diagnostic: Diagnostic) -> String {
    let spans = ([diagnostic.span] + diagnostic.notes.map(\.span)).compactMap { $0 }
    let numbers = spans.map { sources.file(of: $0).lineNumber(of: $0.bytes.lowerBound) }
    let gutter = "\(numbers.max() ?? 0)".count
    let colour: Colour = diagnostic.severity == .error ? .red : .yellow
    var lines = [
      painted("\(diagnostic.severity.rawValue):", colour) + " "
        + bold(DisplayText.escaped(diagnostic.message))
    ]
    if let span = diagnostic.span { lines += excerpt(span, gutter, colour) }
    for note in diagnostic.notes {
      lines.append(painted("note:", .blue) + " " + DisplayText.escaped(note.message))
      lines += excerpt(note.span, gutter, .blue)
    }
    if let hint = diagnostic.hint {
      lines.append(painted("hint:", .green) + " " + DisplayText.escaped(hint))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func excerpt(_ span: SourceSpan, _ gutter: Int, _ colour: Colour) -> [String] {
    let file = sources.file(of: span)
    let place = file.location(of: span.bytes.lowerBound)
    let excerpt = Excerpt(of: span, in: file)
    let margin = String(repeating: " ", count: gutter)
    let number = String(place.line)
    let padded = String(repeating: " ", count: gutter - number.count) + number
    let carets = String(repeating: "^", count: excerpt.width)
    let path = DisplayText.escaped(file.path)
    return [
      "\(margin)\(painted("-->", .blue)) \(path):\(place.line):\(place.column)",
      painted("\(margin) |", .blue),
      painted("\(padded) |", .blue) + (excerpt.text.isEmpty ? "" : " \(excerpt.text)"),
      painted("\(margin) |", .blue) + " " + String(repeating: " ", count: excerpt.column)
        + painted(carets, colour),
    ]
  }

  private enum Colour: Int { case red = 31, green = 32, yellow = 33, blue = 34 }

  private func painted(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1B}[1;\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  private func bold(_ text: String) -> String {
    isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}
