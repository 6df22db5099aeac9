import Runtime
import Testing

@testable import GraphDSL

@Suite struct ScalarExpressionTests {
  static let scope = ExpressionScope(
    [
      "num_conv": [48, 64, 96], "dropout": 0.3, "layers": 3, "cell": "lstm", "flag": true,
      "empty": [], "words": ["a", "b"], "i": 2,
    ], tensors: ["ink", "pooled"], axes: ["pooled": [.symbol("B"), .size(256)]])

  @Test(
    arguments: [
      ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 ** 3 ** 2", 512), ("-2 ** 2", -4), ("7 / 2", 3.5),
      ("6 / 2", 3.0), ("7 // 2", 3), ("-7 // 2", -4), ("-7 % 3", 2), ("7 % -3", -2),
      ("7.5 // 2", 3.0),
      ("2 ** -1", 0.5), ("2.0 ** 3", 8.0), ("-7.5 % 2", 0.5), (".5 + 1e-1", 0.6), ("10 - 2 - 3", 5),
      ("num_conv[0]", 48), ("num_conv[-1]", 96), ("num_conv[layers - 1]", 96), ("[1, 2][1]", 2),
      ("[1] + [2, 3]", [1, 2, 3]), ("'a' + 'b'", "ab"), ("len(num_conv)", 3), ("len('häuser')", 6),
      ("min(3, 1, 2)", 1), ("max(num_conv)", 96), ("min(1, 0.5)", 0.5), ("sum(num_conv)", 208),
      ("sum([])", 0), ("ceil(2.1)", 3), ("floor(-2.1)", -3), ("round(2.5)", 3), ("round(-0.4)", 0),
      ("range(3)", [0, 1, 2]), ("range(1, 4)", [1, 2, 3]), ("range(5, 0, -2)", [5, 3, 1]),
      ("range(0)", []),
      ("range(0, 9223372036854775807, 9223372036854775806)", [0, .int(.max - 1)]),
      ("dim(pooled, -1)", 256), ("dim(pooled, 1) * 2", 512), ("1 if flag else 2", 1),
      ("1 if not flag else 2 if flag else 3", 2), ("0 if false else 1 / 2", 0.5),
    ] as [(String, AttributeValue)])
  func values(text: String, expected: AttributeValue) throws {
    #expect(try ScalarExpression(text).value(in: Self.scope) == expected)
  }

  @Test(arguments: [
    ("i > 0 and dropout > 0", true), ("1 < i < 2", false), ("1 < i <= 2", true), ("1 == 1.0", true),
    ("cell == 'lstm'", true), ("cell != \"lstm\"", false), ("num_conv == [48, 64, 96]", true),
    ("not flag or layers >= 3", true), ("false and 1 / 0 > 1", false), ("true or nothing", true),
    ("'a' < 'b'", true), ("flag == true", true), ("[1, 2] != [1, 2.0]", false),
  ])
  func truths(text: String, expected: Bool) throws {
    #expect(try ScalarExpression(text).value(in: Self.scope) == .bool(expected))
  }

  @Test(
    arguments: [
      ("1 + «dropuot»", "there is no parameter `dropuot`", "did you mean `dropout`?"),
      ("cell == «gru»", "there is no parameter `gru`", "for a text write 'gru' in quotes"),
      (
        "«ink» > 0", "`ink` is a tensor: its numbers are known only when the graph runs",
        "an expression can use parameters, loop variables and `dim(ink, axis)`"
      ),
      (
        "num_conv[«3»]", "`num_conv` has 3 elements, so it has no element 3",
        "the first is 0, the last is -1"
      ),
      (
        "empty[«-1»]", "`empty` has 0 elements, so it has no element -1",
        "the first is 0, the last is -1"
      ),
      ("num_conv[«dropout»]", "an index is an int, but `dropout` is a float", nil),
      ("«dropout»[0]", "only a list has elements, but `dropout` is a float", nil),
      ("2 + «layers / 0»", "this divides by zero", nil),
      ("«1 // (layers - 3)»", "this divides by zero", nil),
      ("«1.5 % 0.0»", "this divides by zero", nil),
      ("«cell * 2»", "`*` wants two numbers, but `cell` is a string", nil),
      ("«1 + words»", "`+` wants two numbers, two texts or two lists, but `words` is a list", nil),
      ("«flag - 1»", "`-` wants two numbers, but `flag` is a bool", nil),
      ("-«words»", "`-` wants a number, but `words` is a list", nil),
      ("«dropout» and flag", "`and` wants true or false, but `dropout` is a float", nil),
      ("1 if «layers» else 2", "`if` wants true or false, but `layers` is an int", nil),
      ("«flag == 1»", "`==` cannot compare these: `flag` is a bool and `1` is an int", nil),
      ("1 + «lenn»(words)", "there is no function `lenn`", "did you mean `len`?"),
      ("«len(1, 2)»", "`len` does not take 2 arguments", "write len(list or text)"),
      ("«len(layers)»", "`len` does not take this: `layers` is an int", "write len(list or text)"),
      ("«min()»", "`min` does not take 0 arguments", "write min(a, b, …) or min(list)"),
      ("«max(empty)»", "an empty list has no greatest", nil),
      ("«range(1, 2, 0)»", "a range cannot have a step of 0", nil),
      ("«range(100000)»", "this range has more than 10000 elements", nil),
      ("«9223372036854775807 + 1»", "`9223372036854775807 + 1` is too large for an int", nil),
      ("«2 ** 64»", "`2 ** 64` is too large for an int", nil),
      (
        "«(-9223372036854775807 - 1) // -1»",
        "`-9223372036854775808 // -1` is too large for an int", nil
      ),
      ("«10.0 ** 400»", "`10.0 ** 400.0` is too large for a float", nil),
      ("«(0 - 1) ** 0.5»", "`-1.0 ** 0.5` has no real value", nil),
      ("«0 ** -1»", "`0.0 ** -1.0` divides by zero", nil),
      ("«ceil(1e300)»", "`1e+300` is too large for an int", nil),
      (
        "dim(pooled, «2»)", "`pooled` has 2 axes, so it has no axis 2",
        "the first is 0, the last is -1"
      ),
      (
        "«dim(pooled, 0)»", "axis 0 of `pooled` is B, which each batch decides anew",
        "only the size of a fixed axis is known"
      ),
      (
        "«dim(ink, 0)»", "the sizes of `ink` are not known yet here",
        "`dim` can be used in a node's attributes"
      ),
      ("dim(«pooledd», 0)", "there is no node or input `pooledd`", "did you mean `pooled`?"),
      (
        "dim(«1 + 1», 0)", "`dim` wants the name of a node or an input first",
        "write dim(tensor, axis)"
      ),
    ] as [(String, String, String?)])
  func refusals(marked: String, message: String, hint: String?) {
    let marked = MarkedText(marked)
    let error = #expect(throws: ExpressionError.self) {
      try ScalarExpression(marked.text).value(in: Self.scope)
    }
    #expect(error?.message == message)
    #expect(error?.range == marked.ranges.first)
    #expect(error?.hint == hint)
  }

  @Test func nameUses() throws {
    let expression = try ScalarExpression("a + len(b) if c else dim(d, a)")
    #expect(expression.names.map(\.name) == ["a", "b", "c", "a"])
    #expect(expression.tensors.map(\.name) == ["d"])
  }
}
