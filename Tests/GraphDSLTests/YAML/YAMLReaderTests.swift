import Testing

@testable import GraphDSL

@Suite struct YAMLReaderTests {
  /// Every scalar and collection below the top, in the order of the file.
  private static func spans(_ node: YAMLNode) -> [SourceSpan] {
    switch node.content {
    case .scalar: [node.span]
    case .sequence(let elements): [node.span] + elements.flatMap(spans)
    case .mapping(let entries):
      [node.span] + entries.flatMap { [$0.key.span] + spans($0.value) }
    }
  }

  @Test(arguments: [
    "««a»: «b»»\n",
    "««größe»: ««[]»»»  # ü\n",
    "««a»: «{«é»: «'日本'», «k»: «\"x\\ty\"»}»»\n",
    "\u{FEFF}««a»: «1»»\n",
    "««a»:\r\n  ««b»: «c d»\r\n  «e»: «f»»»\r\n",
    "««a»:\n- «x»\n- «y»\n»",
    "««a»: «|\n  one\n  two»\n\n«b»: «2»»\n",
    "««a»: «!!str 3»»\n",
  ])
  func placesAreThoseOfTheFile(marked: String) throws {
    let text = MarkedText(marked)
    let trial = YAMLTrial(text.text)
    let node = try #require(trial.node)
    #expect(trial.messages.isEmpty)
    let found = Self.spans(node).map(\.bytes)
    for range in text.ranges {
      // The end of a block collection lies at the end of its last value.
      let isThere = found.contains(range) || found.contains { $0.lowerBound == range.lowerBound }
      #expect(isThere, "\(marked): \(range) is not among \(found)")
    }
  }

  @Test func aScalarsPlaceEndsWhereItDoes() throws {
    let text = MarkedText("größe: {«ключ»: «'日本'», «b»: «f32»}   \n«z»: «$a + 1»   # c\n")
    let node = try #require(YAMLTrial(text.text).node)
    let entries = try #require(node["größe"]?.entries) + [try #require(node.entries?.last)]
    #expect(entries.flatMap { [$0.key.span, $0.value.span] } == text.spans)
  }

  @Test(arguments: [
    ("a: 1\n«a»: 2\n", "the key `a` stands twice in one mapping"),
    ("a: 1\n«\"\\x61\"»: 2\n", "the key `a` stands twice in one mapping"),
    ("é: 1\n«e\u{301}»: 2\n", "the key `e\u{301}` stands twice, composed of other code points"),
    ("a: {«<<»: 5}\n", "merge keys `<<` are not part of YAML 1.2"),
    ("«1»: x\n", "a key is a string, found an int `1`"),
    ("«true»: x\n", "a key is a string, found a bool `true`"),
    ("«[a, b]»: x\n", "a key is a string, found a list"),
    ("«\"\"»: x\n", "the key is empty"),
    (
      "«epo\u{441}hs»: 3\n",
      "the key `epo\u{441}hs` holds U+0441 (CYRILLIC SMALL LETTER ES), which only looks like `c`"
    ),
    (
      "«epo\u{200B}chs»: 3\n",
      "the key `epo<U+200B>chs` holds U+200B (ZERO WIDTH SPACE)"
    ),
    ("a: «!custom 3»\n", "unknown tag `!custom`"),
    ("a: «!!int hello»\n", "the tag `!!int` does not fit `hello`"),
    ("a: &x «[*x]»\n", ""),
    ("a: {units: «$min(a, b)», rate: 3}\n", "in brackets YAML splits `$min(a, b)` at its comma"),
    ("a: [«$f(a, b, g(c))», 3]\n", "in brackets YAML splits `$f(a, b, g(c))` at its comma"),
    ("a: {units: $x«[»0]}\n", "in brackets `[` starts a list or a mapping of its own"),
    ("a:\n«\t»b: 1\n", "a tab stands where only spaces may indent"),
    ("a: «\"»x\nb: 1\n", "this quote is never closed"),
    ("a«:»1\nb: 2\n", "there is no space after this colon"),
    ("path: C:\\x«:» y\n", "a second `:` in one line"),
    ("a: «@»x\n", "a value cannot start with `@`"),
    ("a: «[»1, 2\n", "this `[` is never closed"),
    ("a: [1, «}»\n", "`}` does not close the bracket that is open"),
    ("a: «]»\n", "a value cannot start with `]`"),
    ("a: \"«\\»q\"\n", "`\\q` is no escape"),
    ("a:\n  b: 1\n«\u{A0}»\u{A0} c: 2\n", "U+00A0 (NO-BREAK SPACE) does not indent"),
    ("a: 1\n«---»\nb: 2\n", "a second document starts here; a model file is one document"),
    ("a: «*b»\n", "no anchor `&b` stands before `*b`"),
    ("«- a»\n", "a model file is a mapping of keys, found a list"),
    ("# only this\n", "the file is empty"),
    ("a: 1\n«\u{1}»b: 2\n", "the control character U+0001 is not allowed"),
  ])
  func aMistakeIsNamedAtItsPlace(marked: String, message: String) throws {
    let text = MarkedText(marked)
    let trial = YAMLTrial(text.text)
    let problem = try #require(trial.diagnostics.all.first, "\(marked)")
    if message.isEmpty { return }
    #expect(problem.message == message)
    guard let range = text.ranges.first else { return }
    #expect(problem.span?.bytes == range, "\(marked): \(trial.rendered)")
  }

  @Test func anExpressionSplitAtItsCommaIsReadAsMeant() throws {
    let node = try #require(YAMLTrial("a: {units: $min(a, b), rate: 3}\n").node)
    #expect(node["a"]?["units"]?.scalar?.text == "$min(a, b)")
    #expect(node["a"]?.entries?.map(\.key.value) == ["units", "rate"])
  }

  @Test func bytesThatAreNotUTF8AreNamedWithTheirOffset() {
    let trial = YAMLTrial(bytes: Array("a: caf".utf8) + [0xE9, 0x0A])
    #expect(trial.messages == ["the file is not UTF-8: byte 0xE9 at offset 6"])
    #expect(trial.rendered.contains("model.yaml:1:7"))
  }

  @Test func nestingUpToTheLimitIsRead() {
    let brackets = { (count: Int) in
      "a: " + String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(YAMLTrial(brackets(YAMLReader.deepestNesting - 1)).messages.isEmpty)
    #expect(!YAMLTrial(brackets(YAMLReader.deepestNesting)).messages.isEmpty)
  }

  @Test func aliasesMayNotNestDeeperThanBrackets() {
    var text = "k0: &a0 [1]\n"
    for level in 1...200 { text += "k\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(YAMLTrial(text).messages.first?.contains("deep") == true)
  }

  @Test func tagsOfTheCoreSchemaAreRead() {
    let node = YAMLTrial("a: !!str 3\nb: !!float 3\nc: !!int '4'\nd: !!seq [1]\n").node
    #expect(node?["a"]?.scalar == YAMLScalar("3", isQuoted: true))
    #expect(node?["b"]?.scalar == YAMLScalar("3.0"))
    #expect(node?["c"]?.scalar == YAMLScalar("4"))
    #expect(node?["d"]?.elements?.count == 1)
  }
}
