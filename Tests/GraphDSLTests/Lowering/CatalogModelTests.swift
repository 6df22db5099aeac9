import Ops
import Runtime
import Testing

@testable import GraphDSL

/// The reference model's convolutions and head with the real ops.
@Suite struct CatalogModelTests {
  private static let text = """
    graphrun: 1
    name: quickdraw
    params:
      num_conv: [48, 64, 96]
      conv_len: [5, 5, 3]
      batch_norm: false
      dropout: {value: 0.3, min: 0, below: 1}
      num_classes: 345
    dims:
      B: batch
      T: ragged
    inputs:
      ink:   f32[B, T, 3]
      label: i32[B]
    graph:
      convs:
        from: ink
        for: {filters: num_conv, kernel: conv_len}
        index: i
        do:
          norm: {op: batch_norm, if: batch_norm}
          drop: {op: dropout, rate: $dropout, if: i > 0 and dropout > 0}
          conv: {op: conv1d, filters: $filters, kernel: $kernel, padding: same, mask: false}
      pooled: {op: masked_sum, over: T}
      logits: {op: dense, units: $num_classes}
    loss: {op: softmax_cross_entropy, logits: logits, labels: label}
    metrics:
      accuracy: {op: accuracy, logits: logits, labels: label}
      top_3:    {op: accuracy, logits: logits, labels: label, k: 3}
    outputs:
      logits: {op: identity, from: logits}
      class:  {op: argmax, from: logits}
    """

  private func lower(
    _ sets: [String], _ mode: GraphBuilder.Mode
  ) -> (model: LoweredModel?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let spec = ModelLoader.load(text: Self.text, sets: sets, into: &diagnostics).spec
    let model = spec.flatMap {
      ModelLowering.lower($0, mode: mode, catalog: catalog, into: &diagnostics)
    }
    return (model, diagnostics)
  }

  private func parameterCounts(_ model: LoweredModel?) -> [String: Int] {
    guard let graph = model?.graph.builder.graph else { return [:] }
    let pairs = graph.sources(.parameter).map { value in
      (graph[value].name, graph[value].type.dims.compactMap(\.fixedSize).reduce(1, *))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test func parametersOfTheTutorial() {
    let (model, diagnostics) = lower([], .training)
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    // A kernel is window x channels in x channels out, with a bias of channels out.
    #expect(
      parameterCounts(model) == [
        "convs.0.conv/kernel": 5 * 3 * 48, "convs.0.conv/bias": 48,
        "convs.1.conv/kernel": 5 * 48 * 64, "convs.1.conv/bias": 64,
        "convs.2.conv/kernel": 3 * 64 * 96, "convs.2.conv/bias": 96,
        "logits/kernel": 96 * 345, "logits/bias": 345,
      ])
    #expect(diagnostics.all.map(\.code) == ["padding-leak"])
  }

  @Test func namesSurviveBatchNorm() {
    let plain = parameterCounts(lower([], .training).model)
    let (model, diagnostics) = lower(["batch_norm=true"], .training)
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    let normed = parameterCounts(model)
    #expect(plain.allSatisfy { normed[$0.key] == $0.value })
    #expect(normed["convs.1.norm/gamma"] == 48)
  }

  @Test func bothModesHaveTheSameParameters() {
    let training = parameterCounts(lower(["batch_norm=true"], .training).model)
    let evaluation = parameterCounts(lower(["batch_norm=true"], .evaluation).model)
    #expect(training == evaluation)
    #expect(!training.isEmpty)
  }
}
