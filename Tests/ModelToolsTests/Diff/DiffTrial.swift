import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// A small model, and edits of it to compare it with.
struct DiffTrial {
  static let base = """
    graphrun: 1
    name: tiny
    params: {units: 4, widths: [3, 5]}
    dims: {B: batch, T: ragged}
    inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
    graph:
      convs:
        from: ink
        for: {width: widths}
        do:
          conv: {op: conv1d, filters: $width, kernel: 3, mask: true}
          drop: {op: dropout, rate: 0.1}
      pooled: {op: masked_sum, over: T}
      logits: {op: dense, units: $units}
    loss: {op: softmax_cross_entropy, logits: logits, labels: label}
    metrics:
      accuracy: {op: accuracy, logits: logits, labels: label}
    outputs:
      logits: {op: identity, from: logits}
    data: {format: ndjson, train: {files: "drawings/*.ndjson"}}
    train: {steps: 3, batch_size: 2, optimizer: {op: sgd, learning_rate: 0.1}}

    """

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.base, to: "tiny.yaml")
  }

  /// The base against a file that extends it with `edits`.
  func diff(_ edits: String) throws -> ModelDiff {
    try folder.write("graphrun: 1\nname: edited\nextends: tiny.yaml\n\(edits)\n", to: "edited.yaml")
    return ModelDiff(try subject("tiny.yaml"), try subject("edited.yaml"))
  }

  /// The base against `text` in its place.
  func diff(with text: String) throws -> ModelDiff {
    try folder.write(text, to: "edited.yaml")
    return ModelDiff(try subject("tiny.yaml"), try subject("edited.yaml"))
  }

  func subject(_ name: String, sets: [String] = []) throws -> DiffSubject {
    try DiffSubject(folder.file(name), sets: sets, title: name)
  }

  /// Writes a model's own weights, as a checkpoint would.
  func writeWeights(of subject: DiffSubject, to name: String) throws -> String {
    let model = try #require(subject.model)
    let store = ParameterStore(for: model.lowered.graph.builder.graph)
    store.initialize(seed: 1)
    try SafetensorsWriter.write(store.tensors(), to: folder.file(name))
    return folder.file(name)
  }
}
