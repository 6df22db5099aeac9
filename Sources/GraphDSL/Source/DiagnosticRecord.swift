/// A problem with its places worked out, for programs.
struct DiagnosticRecord {
  /// A range in a file, in lines and characters from 1; the end is exclusive.
  private struct Place {
    let file: String
    let start: (line: Int, column: Int)
    let end: (line: Int, column: Int)

    init(_ span: SourceSpan, in sources: SourceSet) {
      let source = sources.file(of: span)
      file = source.path
      start = source.location(of: span.bytes.lowerBound)
      end = source.location(of: span.bytes.upperBound)
    }
  }

  private let diagnostic: Diagnostic
  private let place: Place?
  private let notes: [(message: String, place: Place)]

  /// Works out the places of `diagnostic`.
  init(_ diagnostic: Diagnostic, in sources: SourceSet) {
    self.diagnostic = diagnostic
    place = diagnostic.span.map { Place($0, in: sources) }
    notes = diagnostic.notes.map { ($0.message, Place($0.span, in: sources)) }
  }

  /// The problem as a JSON object in one line.
  var json: String {
    let notes = notes.map { note in
      "{" + Self.fields(note.place) + ",\"message\":" + Self.quoted(note.message) + "}"
    }
    let hint = diagnostic.hint.map(Self.quoted) ?? "null"
    return "{\"severity\":\(Self.quoted(diagnostic.severity.rawValue))"
      + ",\"code\":\(Self.quoted(diagnostic.code)),\(Self.fields(place))"
      + ",\"message\":\(Self.quoted(diagnostic.message))"
      + ",\"notes\":[\(notes.joined(separator: ","))],\"hint\":\(hint)}"
  }

  /// The problem as a workflow command.
  var githubCommand: String {
    var command = "::\(diagnostic.severity.rawValue)"
    if let place {
      command += " file=\(Self.property(place.file)),line=\(place.start.line)"
      command +=
        place.end.line > place.start.line
        ? ",endLine=\(place.end.line),col=\(place.start.column)"
        : ",col=\(place.start.column),endColumn=\(place.end.column)"
    }
    let text = [diagnostic.message, diagnostic.hint.map { "hint: \($0)" }].compactMap { $0 }
    return command + "::" + Self.data(text.map(DisplayText.escaped).joined(separator: "\n"))
  }

  private static func fields(_ place: Place?) -> String {
    guard let place else {
      return "\"file\":null,\"line\":null,\"column\":null,\"endLine\":null,\"endColumn\":null"
    }
    return "\"file\":\(quoted(place.file)),\"line\":\(place.start.line)"
      + ",\"column\":\(place.start.column),\"endLine\":\(place.end.line)"
      + ",\"endColumn\":\(place.end.column)"
  }

  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    } + "\""
  }

  private static func data(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func property(_ text: String) -> String {
    data(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
