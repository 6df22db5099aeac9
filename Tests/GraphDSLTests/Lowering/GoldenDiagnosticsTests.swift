import Runtime
import Testing

@testable import GraphDSL

/// Whole messages as a terminal shows them.
@Suite struct GoldenDiagnosticsTests {
  private func rendered(_ text: String) -> String {
    var diagnostics = Diagnostics()
    let (spec, sources) = ModelLoader.load(
      text: text, path: "quickdraw.yaml", into: &diagnostics)
    if let spec {
      _ = ModelLowering.lower(
        spec, mode: .training, catalog: TestModel.catalog, into: &diagnostics)
    }
    return DiagnosticRenderer(sources: sources).render(diagnostics)
  }

  @Test func wrongRank() {
    let text = rendered(
      """
      graphrun: 1
      dims: {B: batch, T: ragged}
      inputs:
        ink: f32[B, T, 3]
      graph:
        pooled: {op: masked_sum, over: T, from: ink}
        again: {op: conv1d, filters: 8, kernel: 3}
      """)
    #expect(
      text == """
        error: `conv1d` reads [batch, time, in] (rank 3), but `pooled` is [B, 3] (rank 2)
         --> quickdraw.yaml:7:15
          |
        7 |   again: {op: conv1d, filters: 8, kernel: 3}
          |               ^^^^^^
        note: `pooled` comes from here
         --> quickdraw.yaml:6:3
          |
        6 |   pooled: {op: masked_sum, over: T, from: ink}
          |   ^^^^^^
        hint: it has no steps; read a node from before they were reduced to one

        """)
  }

  @Test func severalMistakesInOneRun() {
    let text = rendered(
      """
      graphrun: 1
      dims: {B: batch, T: ragged}
      params: {filters: 8, rate: {value: 1.5, below: 1}}
      inputs: {ink: "f32[B, T, 3]"}
      graph:
        a: {op: conv1d, filters: filters, from: ink}
        b: {op: dropout, rate: $rate}
        c: {op: maskd_sum, from: ink}
      """)
    #expect(
      text == """
        error: `rate` must be below 1, but it is 1.5
         --> quickdraw.yaml:3:36
          |
        3 | params: {filters: 8, rate: {value: 1.5, below: 1}}
          |                                    ^^^
        note: the bound is here
         --> quickdraw.yaml:3:48
          |
        3 | params: {filters: 8, rate: {value: 1.5, below: 1}}
          |                                                ^

        error: `filters` wants int, not `filters`
         --> quickdraw.yaml:6:28
          |
        6 |   a: {op: conv1d, filters: filters, from: ink}
          |                            ^^^^^^^
        hint: to use the parameter write `$filters`

        error: there is no op `maskd_sum`
         --> quickdraw.yaml:8:11
          |
        8 |   c: {op: maskd_sum, from: ink}
          |           ^^^^^^^^^
        hint: did you mean `masked_sum`?

        """)
  }

  @Test func settingOfTheCommandLine() {
    var diagnostics = Diagnostics()
    let (spec, sources) = ModelLoader.load(
      text: """
        graphrun: 1
        dims: {B: batch, T: ragged}
        params: {n: {value: 8, max: 100}}
        inputs: {ink: "f32[B, T, 3]"}
        graph: {a: {op: conv1d, filters: $n, from: ink}}
        outputs: {a: {op: identity, from: a}}
        """, path: "m.yaml", sets: ["n=1000"], into: &diagnostics)
    let model = spec.flatMap {
      ModelLowering.lower($0, mode: .training, catalog: TestModel.catalog, into: &diagnostics)
    }
    #expect(model == nil)
    #expect(diagnostics.all.map(\.message) == ["`n` must be at most 100, but it is 1000"])
    #expect(diagnostics.all.first?.span.map { sources.file(of: $0).path } == "--set")
  }
}
