import GraphDSL
import Ops
import OracleSupport
import QuickDrawModels
import Runtime
import TestSupport
import Testing

/// A padding leak is real, its hint mends it, and a model without one is independent of neighbours.
@Suite struct PaddingHintTests {
  struct Leak: Sendable, CustomStringConvertible {
    /// The nodes between `ink` and the result.
    let graph: String
    let hint: String
    /// The same nodes as the hint wants them.
    let mended: String
    var description: String { graph }
  }

  static let leaks: [Leak] = [
    Leak(
      graph:
        "{a: {op: dense, units: 3, from: ink}, b: {op: conv1d, filters: 2, kernel: 3, mask: false}}",
      hint: "`mask: true` leaves them out",
      mended:
        "{a: {op: dense, units: 3, from: ink}, b: {op: conv1d, filters: 2, kernel: 3, mask: true}}"),
    Leak(
      graph: "{b: {op: conv1d, filters: 2, kernel: 3, stride: 2, mask: false, from: ink}}",
      hint: "`mask: true` leaves them out",
      mended: "{b: {op: conv1d, filters: 2, kernel: 3, stride: 2, mask: true, from: ink}}"),
    Leak(
      graph: "{b: {op: bidirectional_lstm, units: 3, cell: cudnn_lstm, from: ink}}",
      hint: "`cell: lstm` leaves them out",
      mended: "{b: {op: bidirectional_lstm, units: 3, cell: lstm, from: ink}}"),
    Leak(
      graph: "{b: {op: lstm, units: 3, cell: cudnn_lstm, reverse: true, from: ink}}",
      hint: "`cell: lstm` leaves them out",
      mended: "{b: {op: lstm, units: 3, cell: lstm, reverse: true, from: ink}}"),
    Leak(
      graph: "{a: {op: sigmoid, from: ink}, b: {op: look_ahead}}",
      hint: "read `{op: mask, from: a}` instead, which makes them zero",
      mended: "{a: {op: sigmoid, from: ink}, m: {op: mask, from: a}, b: {op: look_ahead, from: m}}"),
  ]

  @Test(arguments: leaks) func theHintMends(leak: Leak) throws {
    let (leaking, warnings) = try lower(leak.graph)
    #expect(warnings.map(\.code) == ["padding-leak"])
    #expect(warnings.first?.hint == leak.hint)
    #expect(!isIndependent(leaking))
    let (mended, rest) = try lower(leak.mended)
    #expect(rest.isEmpty, "\(rest)")
    #expect(isIndependent(mended))
  }

  @Test func aLeakThatReachesNoResultIsNoWarning() throws {
    let (_, warnings) = try lower(
      """
      {a: {op: dense, units: 3, from: ink}, \
      unused: {op: conv1d, filters: 2, kernel: 3, mask: false}, b: {op: identity, from: a}}
      """)
    #expect(warnings.map(\.code) == ["dead-node"])
  }

  @Test func theMessageNamesReaderMakerAndResults() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text(Self.leaks[0].graph), to: "leak.yaml")
    let model = try CheckedModel(path: path)
    let text = DiagnosticRenderer(sources: model.sources).render(model.diagnostics)
    try expectGolden(
      text.replacing(folder.path + "/", with: ""), "diagnostics/padding-leak.txt")
  }

  /// In evaluation mode: a batch_norm that trains mixes examples whatever the padding.
  @Test func shippedModelsWithoutAWarningAreIndependent() throws {
    for name in try Repository.models() {
      let checked = try CheckedModel(path: Repository.model(name))
      let leaks = checked.diagnostics.all.contains { $0.code == "padding-leak" }
      let model = try #require(checked.lower(.evaluation))
      #expect(isIndependent(model) == !leaks, "\(name)")
    }
  }

  private static func text(_ graph: String) -> String {
    """
    graphrun: 1
    dims: {B: batch, T: ragged}
    inputs: {ink: "f32[B, T, 3]"}
    graph: \(graph)
    outputs: {sum: {op: masked_sum, from: b}}
    """
  }

  private func lower(_ graph: String) throws -> (LoweredModel, [Diagnostic]) {
    var diagnostics = Diagnostics()
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text(graph), to: "leak.yaml")
    let spec = ModelLoader.load(path: path, sets: [], into: &diagnostics).0
    let model = ModelLowering.lower(
      try #require(spec), mode: .evaluation, catalog: catalog + [LookAhead.self],
      into: &diagnostics)
    return (try #require(model, "\(diagnostics.all)"), diagnostics.all)
  }

  /// Whether every output of every example is the same alone and beside others.
  private func isIndependent(_ model: LoweredModel) -> Bool {
    let outputs = model.graph.outputs.map(\.value)
    let trial = NeighbourTrial(model.graph.builder, keeping: outputs)
    let examples = [(0, 9), (1, 4), (2, 14), (3, 1)].map {
      NeighbourTrial.Example($0.0, length: $0.1)
    }
    let together = trial.run(examples)
    return examples.enumerated().allSatisfy { position, example in
      let alone = trial.run([example])
      return outputs.indices.allSatisfy {
        NeighbourTrial.agree(alone[$0][0], together[$0][position])
      }
    }
  }
}
