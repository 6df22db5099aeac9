import Ops
import Runtime
import Testing

@testable import GraphDSL

/// Operands that may be left out, with ops of the catalog that have some.
@Suite struct OptionalOperandTests {
  private func lower(_ graph: String) -> (model: LoweredModel?, errors: [Diagnostic], text: String)
  {
    let text = """
      graphrun: 1
      dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]"}
      graph:
        half: {op: conv1d, from: ink, filters: 2, kernel: 3, stride: 2}
      \(graph.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      """
    var diagnostics = Diagnostics()
    let file = SourceFile(path: "test.yaml", text: text)
    let spec = YAMLReader.read(file, index: 0, into: &diagnostics).flatMap {
      SpecParser.parse($0, defaultName: "test", into: &diagnostics)
    }
    let model = spec.flatMap {
      ModelLowering.lower($0, mode: .training, catalog: catalog, into: &diagnostics)
    }
    return (model, diagnostics.sorted.filter { $0.severity == .error }, text)
  }

  private func shape(of node: String, _ graph: String) -> String? {
    let (model, errors, _) = lower(graph)
    #expect(errors.isEmpty, "\(errors)")
    let values = model?.graph.builder.graph.values
    return values?.first { $0.name == node }?.type.shapeDescription
  }

  @Test func anOperandMayBeLeftOutOrNamedInAnyWay() {
    #expect(shape(of: "full", "full: {op: upsample1d, factor: 2}") == "[B, 2·(T+1)/2, 2]")
    for graph in [
      "full: {op: upsample1d, factor: 2, like: ink}",
      "full: {op: upsample1d, factor: 2, x: half, like: ink}",
      "full: {op: upsample1d, factor: 2, from: [half, ink]}",
      "full: {op: upsample1d, factor: 2, from: {like: ink, x: half}}",
    ] {
      #expect(shape(of: "full", graph) == "[B, T, 2]", "\(graph)")
    }
  }

  @Test func aWrongStrideIsShownAtBothEnds() throws {
    let (_, errors, text) = lower("full: {op: upsample1d, factor: 3, like: ink}")
    let error = try #require(errors.first)
    #expect(errors.count == 1)
    #expect(
      error.message
        == "`upsample1d` makes the T steps of `ink` from (T+2)/3, but `half` has (T+1)/2")
    let line = { (span: SourceSpan?) in
      span.map { span in
        text.utf8.prefix(span.bytes.lowerBound).count { $0 == UInt8(ascii: "\n") } + 1
      }
    }
    #expect(line(error.span) == 6)
    #expect(error.notes.map { line($0.span) } == [3, 5])
  }

  @Test func anOperandThatIsNoneIsStillRefused() {
    let (_, errors, _) = lower("full: {op: upsample1d, factor: 2, from: {x: half, lik: ink}}")
    #expect(errors.map(\.hint) == ["did you mean `like`?"])
  }
}
