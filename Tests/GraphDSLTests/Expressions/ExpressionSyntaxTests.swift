import Runtime
import Testing

@testable import GraphDSL

@Suite struct ExpressionSyntaxTests {
  @Test(
    arguments: [
      ("1 +«»", "the expression ends where a value should be", "nothing stands behind `+`"),
      ("«»", "an expression is missing here", nil),
      ("(1 + 2«»", "the expression ends where `)` should be", nil),
      ("1 «2»", "found `2` where the end or an operator should be", nil),
      ("a «'b'»", "found the text 'b' where the end or an operator should be", nil),
      ("[1, 2 «3»]", "found `3` where `,` or `]` should be", nil),
      ("1 if true«»", "the expression ends where `else` should be", nil),
      ("a «&&» b", "`&&` has no meaning in an expression", "write `and`"),
      ("a «=» b", "`=` has no meaning in an expression", "to compare, write `==`"),
      ("«!»a", "`!` has no meaning in an expression", "write `not`"),
      (
        "1 + «$»a", "`$` has no meaning in an expression",
        "inside an expression a parameter is written without `$`"
      ),
      ("1 «ü» 2", "found `ü` where the end or an operator should be", nil),
      ("1 «@» 2", "`@` has no meaning in an expression", nil),
      ("«'abc»", "this text has no closing quote", nil),
      ("«3x» + 1", "`3x` is not a number", "a name starts with a letter or `_`"),
      ("«1.2.3»", "`1.2.3` is not a number", nil),
      ("«017»", "`017` starts with 0, which some read as octal", "write `17`"),
      ("«99999999999999999999»", "`99999999999999999999` is too large for an int", nil),
      ("«1e999»", "`1e999` is too large for a float", nil),
      ("«and» 1", "found `and` where a value should be", nil),
    ] as [(String, String, String?)])
  func refusals(marked: String, message: String, hint: String?) {
    let marked = MarkedText(marked)
    let error = #expect(throws: ExpressionError.self) { try ScalarExpression(marked.text) }
    #expect(error?.message == message)
    #expect(error?.range == marked.ranges.first)
    #expect(error?.hint == hint)
  }

  @Test(arguments: [
    String(repeating: "(", count: 2_000), String(repeating: "[", count: 2_000),
    String(repeating: "-", count: 2_000) + "1", String(repeating: "not ", count: 900) + "true",
    String(repeating: "1 if true else ", count: 200) + "1",
    String(repeating: "2 ** ", count: 500) + "1", String(repeating: "1 + ", count: 900) + "1",
    "x" + String(repeating: "[0]", count: 900), String(repeating: "a", count: 5_000),
    String(repeating: "len(", count: 900),
  ])
  func extremes(text: String) {
    let error = #expect(throws: ExpressionError.self) { try ScalarExpression(text) }
    #expect(error?.message.contains("expression") == true)
  }

  @Test func growthIsBounded() throws {
    var scope = ExpressionScope(["x": .list(Array(repeating: 1, count: 9_000)), "s": "ab"])
    let doubled = try ScalarExpression("x + x")
    #expect(throws: ExpressionError.self) { try doubled.value(in: scope) }
    let nested = try ScalarExpression("[x, x]")
    #expect(throws: ExpressionError.self) { try nested.value(in: scope) }
    scope.values["s"] = .string(String(repeating: "a", count: 60_000))
    let joined = try ScalarExpression("s + s")
    #expect(throws: ExpressionError.self) { try joined.value(in: scope) }
  }
}
