import Runtime
import Testing

@testable import GraphDSL

@Suite struct ParameterTests {
  /// A graph that uses the parameter `x`.
  private static let use = """

    graph: {a: {op: dropout, from: ink, rate: "$0.1 if x == x else 0.2"}}
    outputs: {y: {op: identity, from: a}}
    """

  @Test func valuesInAnyOrder() {
    let model = TestModel(
      """
      params:
        x: $b * 2
        b: $c[1] + 1
        c: [1, $d, 1e-4]
        d: 7
        text: "run-${d}-${flag}"
        flag: true
        quoted: '3'
        long: $text + quoted
      graph: {a: {op: dropout, from: ink, rate: "$0.1 if long != '' else x"}}
      outputs: {y: {op: identity, from: a}}
      """)
    model.expectWarnings()
    let table = model.model?.parameters
    #expect(table?["x"]?.value == 16)
    #expect(table?["c"]?.value == [1, 7, 1e-4])
    #expect(table?["long"]?.value == "run-7-true3")
    #expect(
      table?.entries.map(\.name.value) == [
        "x", "b", "c", "d", "text", "flag", "quoted", "long",
      ])
  }

  @Test func cycle() {
    TestModel("params: {x: «$a + 1», a: «$b», b: «$x * 2», c: $x}" + Self.use).expectError(
      "parameters use each other in a circle: `x` uses `a` uses `b` uses `x`",
      hint: "write the value of one of them without the others",
      notes: ["`a` uses `b` here", "`b` uses `x` here"])
  }

  @Test func usesItself() {
    TestModel("params: {x: «$x + 1»}" + Self.use).expectError(
      "parameter `x` uses itself", hint: "write its value")
  }

  @Test func misspeltName() {
    TestModel("params: {x: $«num_node» + 1, num_nodes: 3}" + Self.use).expectError(
      "there is no parameter `num_node`", hint: "did you mean `num_nodes`?")
  }

  @Test func choices() {
    TestModel("params: {x: {value: «lstn», choices: [«lstm, gru»]}}" + Self.use).expectError(
      "`x` is one of lstm, gru, not `lstn`", hint: "did you mean `lstm`?",
      notes: ["the choices are here"])
  }

  @Test(arguments: [
    ("value: «0.5», below: «0.5»", "`x` must be below 0.5, but it is 0.5"),
    ("value: «-1», min: «0»", "`x` must be at least 0, but it is -1"),
    ("value: «3», max: «2»", "`x` must be at most 2, but it is 3"),
    ("value: «0», above: «0»", "`x` must be above 0, but it is 0"),
    ("value: «[1, 5]», max: «$y - 1»", "`x` must be at most 4, but it is 5"),
    ("value: «wide», max: «2»", "`x` has bounds, so it is a number, not `wide`"),
  ])
  func bounds(spec: String, message: String) {
    TestModel("params: {x: {\(spec)}, y: 5}" + Self.use).expectError(
      message, notes: ["the bound is here"])
  }

  @Test func unusedParameter() {
    let model = TestModel("params: {x: 1, «y»: 2, z: 3, w: $z}" + Self.use)
    #expect(
      model.warnings.map(\.message) == [
        "nothing uses the parameter `y`", "nothing uses the parameter `w`",
      ])
    #expect(model.warnings.first?.span?.bytes == model.marks.first)
  }

  @Test func manyParametersInAChain() {
    let chain = (0..<3_000).map { "  p\($0): $p\($0 + 1)\n" }.joined()
    let model = TestModel("params:\n\(chain)  p3000: 1\n  x: $p0" + Self.use)
    #expect(model.model?.parameters["x"]?.value == 1)
  }
}
