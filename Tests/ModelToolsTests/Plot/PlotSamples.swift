import GraphDSL
import QuickDrawModels
import TestSupport
import Testing

@testable import ModelTools

/// Models whose pictures are not trivial.
enum PlotSamples {
  /// The graph of a model file's text.
  static func graph(_ text: String) throws -> PlotGraph {
    let folder = try TemporaryFolder()
    let model = try CheckedModel(path: try folder.write(text, to: "sample.yaml"))
    return PlotGraph(try #require(model.lower(.training), "\(model.diagnostics.all)"))
  }

  /// Residual steps in a loop, three branches of different lengths, a connection over everything.
  static let branches = """
    graphrun: 1
    name: branches
    dims: {B: batch, T: ragged}
    inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
    graph:
      stem: {op: dense, units: 16, from: ink}
      steps:
        for: {kernel: "[3, 5, 7]"}
        do:
          norm: {op: layer_norm}
          conv: {op: conv1d, filters: 16, kernel: $kernel, padding: same}
          act: {op: gelu}
          sum: {op: add, from: [act, input]}
      narrow: {op: conv1d, filters: 8, kernel: 3, padding: same, from: steps}
      wide:
        from: steps
        do:
          first: {op: conv1d, filters: 8, kernel: 9, padding: same}
          second: {op: lstm, units: 8, layers: 2}
      joined: {op: concat, from: [narrow, wide, stem, steps.0.conv]}
      pooled: {op: masked_max, over: T}
      mean: {op: masked_mean, over: T, from: ink}
      both: {op: concat, from: [pooled, mean]}
      logits: {op: dense, units: 10}
    loss: {op: softmax_cross_entropy, logits: logits, labels: label}
    outputs: {class: {op: argmax, from: logits}}

    """

  /// A loop of `count` equal steps behind one that is not.
  static func chain(_ count: Int) -> String {
    """
    graphrun: 1
    name: chain
    dims: {B: batch, T: ragged}
    inputs: {ink: "f32[B, T, 3]"}
    graph:
      stack:
        from: ink
        for: {i: range(\(count))}
        do:
          dense: {op: dense, units: 16}
          act: {op: relu}
    outputs: {all: {op: masked_sum, over: T, from: stack}}

    """
  }
}
