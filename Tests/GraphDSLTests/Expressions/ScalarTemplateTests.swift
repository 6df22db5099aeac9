import Runtime
import Testing

@testable import GraphDSL

@Suite struct ScalarTemplateTests {
  static let scope = ExpressionScope(["name": "wide", "units": 128, "rate": 0.5])

  @Test(
    arguments: [
      ("same", "same"), ("$units", 128), ("$units * 2", 256), ("${units}", 128), ("a$b", "a$b"),
      ("run-${name}-${units}", "run-wide-128"), ("${name}.txt", "wide.txt"),
      ("${units // 3}x", "42x"),
      ("5 $ each", "5 $ each"), ("", ""),
    ] as [(String, AttributeValue)])
  func values(text: String, expected: AttributeValue) throws {
    let template = try ScalarTemplate(YAMLScalar(text), at: SourceSpan(0..<text.utf8.count))
    #expect(try template.value(in: Self.scope) == expected)
  }

  @Test func wholeScalarAsExpression() throws {
    let template = try ScalarTemplate(
      YAMLScalar("units > 100"), at: SourceSpan(0..<11), isExpression: true)
    #expect(try template.value(in: Self.scope) == true)
    #expect(template.expressionText == "units > 100")
  }

  /// Each text is what stands in the file; the marked part is to blame.
  @Test(arguments: [
    ("$1 + «unitz»", "$1 + unitz", false), ("'$1 + «unitz»'", "$1 + unitz", true),
    ("\"dir/${«naem»}/x\"", "dir/${naem}/x", true),
    ("'$name == ''wide'' and «unitz»'", "$name == 'wide' and unitz", true),
    ("\"$name == \\\"wide\\\" and «unitz»\"", "$name == \"wide\" and unitz", true),
    ("größe-${«unitz»}", "größe-${unitz}", false), ("$«unitz(1)»", "$unitz(1)", false),
  ])
  func places(marked: String, text: String, isQuoted: Bool) {
    let marked = MarkedText(marked)
    let span = SourceSpan(100..<100 + marked.text.utf8.count)
    let error = #expect(throws: Diagnostic.self) {
      try ScalarTemplate(YAMLScalar(text, isQuoted: isQuoted), at: span).value(in: Self.scope)
    }
    let expected = marked.ranges.first.map { 100 + $0.lowerBound..<100 + $0.upperBound }
    let blamed = error?.span?.bytes
    // An unknown function blames its name alone.
    #expect(blamed?.lowerBound == expected?.lowerBound)
    #expect(blamed == expected || error?.message.contains("function") == true)
  }

  @Test func foldedTextBlamesTheWholeScalar() {
    let span = SourceSpan(10..<60)
    let error = #expect(throws: Diagnostic.self) {
      try ScalarTemplate(YAMLScalar("$1 + unitz", isQuoted: true), at: span).value(in: Self.scope)
    }
    #expect(error?.span == span)
  }

  @Test func unclosedBrace() {
    let error = #expect(throws: Diagnostic.self) {
      try ScalarTemplate(YAMLScalar("a${name"), at: SourceSpan(0..<7))
    }
    #expect(error?.message == "this `${` has no closing `}`")
    #expect(error?.span == SourceSpan(1..<7))
  }
}
