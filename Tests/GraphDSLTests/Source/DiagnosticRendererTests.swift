import Testing

@testable import GraphDSL

@Suite struct DiagnosticRendererTests {
  /// One file of which the first marked range is the problem's and the others are notes'.
  private static func render(
    _ marked: String, hint: String? = nil, format: DiagnosticRenderer.Format = .text,
    isColoured: Bool = false
  ) -> String {
    let text = MarkedText(marked)
    var sources = SourceSet()
    _ = sources.add(SourceFile(path: "model.yaml", text: text.text))
    let notes = text.spans.dropFirst().map { Diagnostic.Note("the other is here", at: $0) }
    let problem = Diagnostic("something is wrong", at: text.spans.first, notes: notes, hint: hint)
    return DiagnosticRenderer(sources: sources, format: format, isColoured: isColoured)
      .render(problem)
  }

  @Test func aProblemShowsItsLineItsNotesAndItsHint() {
    let text = "a: 1\n" + String(repeating: "\n", count: 8) + "  again: {op: «conv1d», k: 3}\n"
    let shown = Self.render(text + "  «pooled»: 2\n", hint: "write `$k`")
    #expect(
      shown == """
        error: something is wrong
          --> model.yaml:10:15
           |
        10 |   again: {op: conv1d, k: 3}
           |               ^^^^^^
        note: the other is here
          --> model.yaml:11:3
           |
        11 |   pooled: 2
           |   ^^^^^^
        hint: write `$k`

        """)
  }

  @Test(arguments: [
    ("日本: «x»", "日本: x", "      ^"),
    ("a:\t«x»", "a:    x", "      ^"),
    ("a: \u{1B}[31m«x»", "a: <U+001B>[31mx", "               ^"),
    ("e\u{301}: «x»", "e\u{301}: x", "   ^"),
    ("a: «日本»", "a: 日本", "   ^^^^"),
    ("a: «", "a: ", "   ^"),
  ])
  func caretsStandUnderWhatTheTerminalDraws(marked: String, line: String, carets: String) {
    let lines = Self.render(marked).split(separator: "\n").map(String.init)
    #expect(lines[3] == "1 | \(line)")
    #expect(lines[4] == "  | \(carets)")
  }

  @Test func ofSeveralLinesOnlyTheFirstIsMarked() {
    let lines = Self.render("a: «{b: 1,\n  c: 2}»\n").split(separator: "\n")
    #expect(lines[4] == "  |    ^^^^^^")
  }

  @Test func ofALongLineOnlyAPartIsShown() {
    let padding = String(repeating: "x, ", count: 30_000)
    let lines = Self.render("a: [\(padding)«bad», \(padding)]\n").split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 200 })
    let column = lines[4].prefix { $0 != "^" }.count
    #expect(lines[3].dropFirst(column).prefix(3) == "bad")
    #expect(lines[3].hasSuffix("…"))
  }

  /// Cut characters of two to four bytes, and bytes that never are UTF-8, in front of the place and
  /// in it; the caret still stands under the place.
  @Test(arguments: [
    [0xC3], [0xE2, 0x82], [0xF0, 0x9F], [0xF0, 0x9F, 0x98], [0xEF], [0xEF, 0xBF], [0x80, 0x80],
    [0xFF, 0xFE], [0xED, 0xA0, 0x80],
  ])
  func whatIsNotUTF8IsShownByOneSignForEachPart(bytes: [UInt8]) {
    let before = Array("key: ".utf8) + bytes + Array(" ".utf8)
    var sources = SourceSet()
    let file = sources.add(
      SourceFile(path: "model.yaml", bytes: before + Array("x".utf8) + bytes))
    let problem = Diagnostic(
      "wrong", at: SourceSpan(file: file, before.count..<before.count + 1))
    let lines = DiagnosticRenderer(sources: sources).render(problem).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("1 | ") } ?? ""
    #expect(line.contains("\u{FFFD}"), "\(lines)")
    let place = line.firstIndex(of: "x").map { line.distance(from: line.startIndex, to: $0) }
    let caret = lines.first { $0.contains("^") }?.prefix { $0 != "^" }.count
    #expect(place == caret, "\(lines)")
  }

  @Test func colourIsAddedOnlyWhenAsked() {
    #expect(Self.render("«a»: 1\n", isColoured: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
    #expect(!Self.render("«a»: 1\n").contains("\u{1B}"))
  }

  @Test func programsReadOneObjectALine() {
    #expect(
      Self.render("é: «\"x\"»\n", hint: "a \\ b", format: .json) == """
        {"severity":"error","code":"invalid","file":"model.yaml","line":1,"column":4,"endLine":1,\
        "endColumn":7,"message":"something is wrong","notes":[],"hint":"a \\\\ b"}

        """)
  }

  @Test func githubReadsAWorkflowCommand() {
    #expect(
      Self.render("a: «50%»\n", hint: "100%", format: .github)
        == "::error file=model.yaml,line=1,col=4,endColumn=7::something is wrong"
        + "%0Ahint: 100%25\n")
  }

  @Test func problemsAreSortedAndTheTwentyFirstIsCounted() {
    let text = String(repeating: "a: 1\n", count: 30)
    var sources = SourceSet()
    _ = sources.add(SourceFile(path: "model.yaml", text: text))
    var diagnostics = Diagnostics()
    for number in (0..<23).reversed() {
      diagnostics.error("problem \(number)", at: SourceSpan(file: 0, number * 5..<number * 5 + 1))
    }
    let shown = DiagnosticRenderer(sources: sources).render(diagnostics)
    let lines = shown.split(separator: "\n")
    #expect(lines.first == "error: problem 0")
    #expect(lines.last == "and 3 more")
    #expect(lines.filter { $0.hasPrefix("error:") }.count == 20)
  }
}
