/// Says what libyaml found wrong in words that fit a model file.
struct SyntaxMessage {
  let problem: YAMLProblem
  let file: SourceFile
  let index: Int
  /// Where the brackets that are still open stand.
  let openBrackets: [Int]

  /// The problem at its most useful place.
  func diagnostic() -> Diagnostic {
    switch problem.text {
    case "found character that cannot start any token": return badStart()
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return tab()
    case "mapping values are not allowed in this context": return strayColon()
    case "could not find expected ':'": return missingColon()
    case "found unexpected end of stream", "found unexpected document indicator":
      return unclosedQuote()
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return escape()
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'",
      "did not find expected node content":
      return brackets()
    case "did not find expected key", "did not find expected '-' indicator": return indentation()
    default: return other()
    }
  }

  private func badStart() -> Diagnostic {
    let scalar = file.scalar(at: problem.offset) ?? " "
    if scalar == "\t" { return tab() }
    return syntax(
      "a value cannot start with `\(scalar)`", at: problem.offset, hint: "put quotes around it")
  }

  private func tab() -> Diagnostic {
    // libyaml may notice the tab only behind it.
    let line = file.lineRange(file.lineNumber(of: problem.offset))
    let tab = file.bytes[line].firstIndex(of: UInt8(ascii: "\t"))
    return syntax(
      "a tab stands where only spaces may indent", at: tab ?? problem.offset,
      hint: "indent with spaces", code: "tab")
  }

  private func strayColon() -> Diagnostic {
    let number = file.lineNumber(of: problem.offset)
    let line = file.lineRange(number)
    if let space = oddIndentation(line) { return space }
    let before = file.text(in: line.lowerBound..<problem.offset)
    if before.unicodeScalars.count > 1024 {
      return syntax("a key has at most 1024 characters", at: line.lowerBound)
    }
    if before.contains(": ") || before.hasSuffix(":") {
      return syntax(
        "a second `:` in one line", at: problem.offset,
        hint: "put quotes around a value that holds `: `")
    }
    if number > 1, let glued = gluedColon(file.lineRange(number - 1)) { return glued }
    return syntax(
      "`:` cannot stand here, because the value above goes on in this line", at: problem.offset,
      hint: "check the indentation and the line above")
  }

  /// A line such as `a:1`, which YAML takes for one word.
  private func gluedColon(_ line: Range<Int>) -> Diagnostic? {
    let bytes = file.bytes[line]
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.upperBound,
      bytes[colon + 1] > 0x20, !bytes[..<colon].contains(UInt8(ascii: "#"))
    else { return nil }
    return syntax("there is no space after this colon", at: colon, hint: "write `key: value`")
  }

  private func oddIndentation(_ line: Range<Int>) -> Diagnostic? {
    var offset = line.lowerBound
    while offset < line.upperBound, let scalar = file.scalar(at: offset) {
      if Confusable.isOddSpace(scalar) || scalar != "\t" && DisplayText.isHidden(scalar) {
        return syntax(
          "\(DisplayText.name(of: scalar)) does not indent", at: offset,
          hint: "indent with ordinary spaces", code: "character")
      }
      guard scalar == " " else { return nil }
      offset += 1
    }
    return nil
  }

  private func missingColon() -> Diagnostic {
    let start = problem.contextOffset ?? problem.offset
    let line = file.lineRange(file.lineNumber(of: start))
    if let glued = gluedColon(start..<max(start, line.upperBound)) { return glued }
    let span = SourceSpan(file: index, start..<max(start, line.upperBound))
    return Diagnostic(
      "this line has no `key: value`", at: span, hint: "write a colon and a space after the key",
      code: "syntax")
  }

  private func unclosedQuote() -> Diagnostic {
    syntax("this quote is never closed", at: problem.contextOffset ?? problem.offset)
  }

  private func escape() -> Diagnostic {
    let end = min(problem.offset + 2, file.bytes.count)
    let text = DisplayText.escaped(file.text(in: problem.offset..<end))
    let what =
      problem.text.hasPrefix("found unknown")
      ? "`\(text)` is no escape" : "this escape names no character"
    return syntax(
      what, at: problem.offset, hint: "in single quotes a backslash is only a backslash")
  }

  private func indentation() -> Diagnostic {
    let line = file.lineRange(file.lineNumber(of: problem.offset))
    if let space = oddIndentation(line) { return space }
    let scalar = file.scalar(at: problem.offset)
    if scalar == "]" || scalar == "}" {
      return syntax("no bracket is open that this one would close", at: problem.offset)
    }
    let before = file.bytes[line.lowerBound..<problem.offset].filter { $0 > 0x20 }
    if let last = before.last, last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") {
      return syntax(
        "text follows a closing quote", at: problem.offset, hint: "quote the whole value")
    }
    if scalar == ":" { return syntax("a key is missing before this colon", at: problem.offset) }
    guard before.isEmpty else {
      return syntax("this cannot follow what stands before it", at: problem.offset)
    }
    let notes = problem.contextOffset.map {
      [Diagnostic.Note("its neighbours start here", at: character($0))]
    }
    return syntax(
      "the indentation of this line fits no line above", at: problem.offset, notes: notes ?? [])
  }

  private func other() -> Diagnostic {
    let (message, hint): (String, String?) =
      switch problem.text {
      case "did not find expected <document start>":
        ("text follows the end of the document", nil)
      case "block sequence entries are not allowed in this context":
        ("a list cannot start here", "start it in the next line, or write [a, b]")
      case "found unknown directive name": ("this directive is unknown", "remove the line")
      case "found incompatible YAML document": ("only YAML 1.1 and 1.2 can be read", nil)
      case "found undefined tag handle": ("this tag is unknown", "a model file needs no tags")
      default: ("this is not YAML: \(problem.text)", nil)
      }
    return syntax(message, at: problem.offset, hint: hint)
  }
}

extension SyntaxMessage {
  private func brackets() -> Diagnostic {
    let here = file.scalar(at: problem.offset)
    guard let open = openBrackets.last, let bracket = file.scalar(at: open) else {
      let what = here.map { "a value cannot start with `\($0)`" } ?? "a value is missing"
      return syntax(what, at: problem.offset, hint: here == nil ? nil : "put quotes around text")
    }
    let rest = file.bytes[min(problem.offset, file.bytes.count)...]
    if rest.allSatisfy({ $0 <= 0x20 }) {
      return syntax("this `\(bracket)` is never closed", at: open)
    }
    let note = Diagnostic.Note("it would belong to this `\(bracket)`", at: character(open))
    let opens = here == "[" || here == "{"
    if opens, problem.offset > open + 1, file.bytes[problem.offset - 1] > 0x20 {
      return syntax(
        "in brackets `\(here ?? "[")` starts a list or a mapping of its own", at: problem.offset,
        hint: "put quotes around the whole value", code: "unquoted-expression")
    }
    if here == ":" && problem.text.contains("content") {
      return syntax("a key is missing before this colon", at: problem.offset, notes: [note])
    }
    if here == "," {
      return syntax("a value is missing before this comma", at: problem.offset, notes: [note])
    }
    if here == "]" || here == "}" {
      return syntax(
        "`\(here ?? "]")` does not close the bracket that is open", at: problem.offset,
        notes: [.init("this `\(bracket)` is open", at: character(open))])
    }
    // The next line is not indented like something inside brackets.
    return syntax(
      "a comma or a closing bracket is missing here", at: problem.offset,
      hint: "close it with `\(bracket == "[" ? "]" : "}")`", notes: [note])
  }

  private func character(_ offset: Int) -> SourceSpan {
    let length = file.scalar(at: offset).map { String($0).utf8.count } ?? 0
    return SourceSpan(file: index, offset..<offset + length)
  }

  private func syntax(
    _ message: String, at offset: Int, hint: String? = nil, notes: [Diagnostic.Note] = [],
    code: String = "syntax"
  ) -> Diagnostic {
    Diagnostic(message, at: character(offset), notes: notes, hint: hint, code: code)
  }
}
