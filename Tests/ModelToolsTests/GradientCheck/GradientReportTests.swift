import QuickDrawModels
import TestSupport
import Testing

@testable import ModelTools

/// Right gradients are not called wrong.
///
/// The models at their own sizes take longer than a test may; this tries small sizes.
@Suite struct GradientReportTests {
  private static let small = [
    "num_conv=[4, 5, 6]", "num_nodes=3", "num_layers=2", "num_classes=7", "dropout=0.3",
  ]

  @Test(arguments: [1, 2]) func theReferenceModelIsRight(seed: UInt64) throws {
    for more in [[], ["batch_norm=true", "graph.convs.conv.mask=true"], ["cell_type=cudnn_lstm"]] {
      let model = try CheckedModel(path: Repository.model("quickdraw"), sets: Self.small + more)
      let report = try GradientReport(model, seed: seed)
      #expect(report.mistakes.isEmpty, "\(more): \(report.mistakes)")
      #expect(report.parameters.count >= 16)
      #expect(report.parameters.allSatisfy { $0.outcome == .ok }, "\(more) \(report.parameters)")
      let unchecked = report.nodes.filter { $0.outcome != .ok }.map(\.name)
      #expect(unchecked == ["metrics.accuracy", "metrics.top_3", "outputs.class"])
      #expect(Set(report.lengths).count == 3)
    }
  }

  @Test func oneNodeAloneWithItsLayers() throws {
    let model = try CheckedModel(path: Repository.model("quickdraw"), sets: Self.small)
    let report = try GradientReport(model, seed: 1, node: "rnn")
    #expect(report.nodes.map(\.name) == ["rnn.0", "rnn.1"])
    #expect(report.parameters.isEmpty)
    let error = try #require(throws: GradientReport.UnknownNode.self) {
      try GradientReport(model, seed: 1, node: "logit")
    }
    #expect(
      error.description == "there is no node `logit` in the graph of quickdraw\n"
        + "hint: did you mean `logits`?")
  }

  @Test func theSameSeedSaysTheSame() throws {
    let model = try CheckedModel(path: Repository.model("quickdraw"), sets: Self.small)
    let (first, second) = (
      try GradientReport(model, seed: 3, node: "logits"),
      try GradientReport(model, seed: 3, node: "logits")
    )
    #expect(first.json == second.json)
  }
}
