import Foundation

@testable import GraphDSL

/// What loading a few files gave; the last one is the model.
struct ModelTrial {
  let spec: ModelSpec?
  let diagnostics: Diagnostics
  let sources: SourceSet

  init(_ text: String, sets: [String] = []) {
    var diagnostics = Diagnostics()
    (spec, sources) = ModelLoader.load(text: text, sets: sets, into: &diagnostics)
    self.diagnostics = diagnostics
  }

  /// Writes `files` into a folder of their own and loads the last.
  init(files: [(name: String, text: String)], sets: [String] = []) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "model-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files { try Data(file.text.utf8).write(to: folder.appending(path: file.name)) }
    var diagnostics = Diagnostics()
    let path = folder.appending(path: files.last?.name ?? "").path
    (spec, sources) = ModelLoader.load(path: path, sets: sets, into: &diagnostics)
    self.diagnostics = diagnostics
  }

  /// A small model with a group, a side branch and results.
  static let base = """
    graphrun: 1
    name: small
    params:
      width: 8
      cell: {value: lstm, choices: [lstm, gru]}
      sizes: [1, 2]
    dims: {B: batch, T: ragged}
    inputs:
      ink: "f32[B, T, 3]"
      label: "i32[B]"
    graph:
      convs:
        from: ink
        for: {kernel: sizes}
        do:
          norm: {op: batch_norm}
          conv: {op: conv1d, filters: $width, kernel: $kernel}
      rnn: {op: lstm, units: $width}
      pooled: {op: masked_sum, over: T}
      side: {op: relu, from: pooled}
      logits: {op: dense, units: 5, from: pooled}
    loss: {op: softmax_cross_entropy, logits: logits, labels: label}
    metrics:
      top_3: {op: accuracy, logits: logits, labels: label, k: 3}
    outputs:
      logits: {op: identity, from: logits}
    train: {steps: 10}

    """

  /// What a path leads to, `do` included in the path, as it stands behind its key.
  func text(_ path: String...) -> String? {
    path.reduce(spec?.document) { $0?[$1] }.map { node in
      let entry = YAMLEntry(Located("x", node.span), node)
      return YAMLWriter.text(YAMLNode(.mapping([entry]), at: node.span))
        .dropFirst("x: ".count).trimmingCharacters(in: .newlines)
    }
  }

  /// The keys of what a path leads to.
  func keys(_ path: String...) -> [String]? {
    path.reduce(spec?.document) { $0?[$1] }?.entries?.map(\.key.value)
  }

  var messages: [String] { diagnostics.all.map(\.message) }
}
