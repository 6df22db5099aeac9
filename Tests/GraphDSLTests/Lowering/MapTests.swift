import Ops
import Runtime
import TestSupport
import Testing

@testable import GraphDSL

/// The op `map` in model files: names, parameters, places of mistakes, prints.
@Suite struct MapTests {
  private static let head = """
    graphrun: 1
    params: {beta: 1.702, power: {value: -2, max: 4}, act: "tanh(x"}
    dims: {B: batch, T: ragged}
    inputs: {x: "f32[B, 8]", y: "f32[B, 4]", ids: "i32[B]"}
    graph:
      left: {op: dense, units: 4, from: x}
      right: {op: dense, units: 4, from: x}

    """

  private func lower(_ line: String) -> (text: String, model: LoweredModel?) {
    var diagnostics = Diagnostics()
    let (spec, sources) = ModelLoader.load(
      text: Self.head + "  gate: " + line + "\noutputs: {gate: {op: identity, from: gate}}\n",
      path: "model.yaml", into: &diagnostics)
    let model = spec.flatMap {
      ModelLowering.lower($0, mode: .training, catalog: catalog, into: &diagnostics)
    }
    // Parameters that only other lines use are no news here.
    var news = Diagnostics()
    for problem in diagnostics.sorted where problem.severity == .error { news.report(problem) }
    return (DiagnosticRenderer(sources: sources).render(news), model)
  }

  @Test(
    arguments: [
      "{op: map, formula: x * sigmoid(1.702 * x)}",
      "{op: map, formula: \"x * sigmoid(${beta} * x)\"}",
      "{op: map, from: {a: left, b: right}, formula: tanh(a) * b}",
      "{op: map, from: [left, right], formula: tanh(left) * right}",
      "{op: map, from: [left, right], operands: [a, b], formula: tanh(a) * b}",
      "{op: map, from: {gate: left}, formula: \"gate ** ${power} + ${beta * 2}\"}",
      "{op: map, from: {a: left, b: y}, formula: a if a > b else b}",
      "{op: map, from: [left, right, y], formula: \"where(left > 0, right, y)\"}",
    ])
  func isUnderstood(line: String) {
    let (text, model) = lower(line)
    #expect(model != nil, "\(text)")
  }

  @Test func aNegativeParameterStandsInParentheses() throws {
    let (_, model) = lower("{op: map, formula: \"${power} ** 2 * x\"}")
    let graph = try #require(model?.graph.builder.graph)
    #expect(graph.nodes.last?.op.label == "map[(-2) ** 2 * x]")
  }

  @Test func messages() throws {
    let lines = [
      "{op: map, formula: tanh(z) * 2}",
      "{op: map, from: {value: left, gate: right}, formula: tanh(valeu) * gate}",
      "{op: map, formula: x * sigmod(x)}",
      "{op: map, formula: x * beta}",
      "{op: map, formula: x * $beta}",
      "{op: map, formula: $beta * x}",
      "{op: map, formula: $act}",
      "{op: map, formula: \"x * ${beta} * tan(x)\"}",
      "{op: map, formula: \"clip(x, ${beta})\"}",
      "{op: map, formula: tanh(x}",
      "{op: map, formula: x * tanh}",
      "{op: map, formula: x // 2}",
      "{op: map, from: {a: left, b: right}, formula: tanh(a)}",
      "{op: map, from: {a: left, b: x}, formula: tanh(a) * b}",
      "{op: map, from: {a: left, b: ids}, formula: tanh(a) * b}",
      "{op: map, from: [left, left], formula: left * 2}",
      "{op: map, from: {a: left, b: right}, operands: [c, d], formula: c * d}",
      "{op: map, formula: max(x, 0)}",
      "{op: map, a: left, b: right, formula: a * b}",
      "{op: map, formla: x * 2}",
    ]
    let messages = lines.map { line in
      let text = lower(line).text
      #expect(text.hasPrefix("error: "), "\(line)")
      return text
    }
    try expectGolden(messages.joined(separator: "\n"), "map/messages.txt")
  }

  @Test func prints() throws {
    let (_, model) = lower("{op: map, from: {a: left, b: right}, formula: tanh(a) * b}")
    let lowered = try #require(model)
    var builder = lowered.graph.builder
    let output = try #require(lowered.graph.outputs.first?.value)
    let seed = builder.input("seed", builder.type(of: output))
    _ = try builder.appendGradient(of: [output: seed], for: builder.graph.sources(.parameter))
    let text =
      ExpandedPrinter.text(lowered.expanded, parameters: lowered.parameters)
      + "\n" + GraphPrinter.text(builder.graph)
    try expectGolden(text, "map/prints.txt")
  }
}
