import Ops
import Runtime

/// The graph of `models/quickdraw.yaml`, built node by node from the catalog.
struct TutorialModel {
  /// Loss, and as metrics `logits` and `pooled`.
  let graph: ModelGraph
  let ink: Value
  let logits: Value
  let pooled: Value

  /// What a case may choose.
  struct Options {
    var filters: [Int]
    var kernels: [Int]
    var layers: Int
    var units: Int
    var classes: Int
    var batchNorm = false
    var dropout = 0.0
    var cell = "lstm"
    /// Whether convolutions and normalisations keep to an example's own steps.
    var isMasked = false
  }

  init(_ options: Options, mode: GraphBuilder.Mode = .training) throws(OpError) {
    var builder = GraphBuilder(mode: mode)
    let dims: [Dim] = [.batch, .ragged(RaggedDim("T")), .fixed(3)]
    ink = builder.input("ink", TensorType(dims))
    let label = builder.input("label", TensorType([.batch], scalar: .i32))
    var value = ink
    for (index, filters) in options.filters.enumerated() {
      if options.batchNorm {
        value = try builder.node(
          "convs.\(index).norm", "batch_norm", [value], ["mask": .bool(options.isMasked)])
      }
      if options.dropout > 0, index > 0 {
        value = try builder.node(
          "convs.\(index).drop", "dropout", [value], ["rate": .float(options.dropout)])
      }
      value = try builder.node(
        "convs.\(index).conv", "conv1d", [value],
        [
          "filters": .int(filters), "kernel": .int(options.kernels[index]), "padding": "same",
          "mask": .bool(options.isMasked),
        ])
    }
    value = try builder.node(
      "rnn", "bidirectional_lstm", [value],
      [
        "layers": .int(options.layers), "units": .int(options.units), "cell": .string(options.cell),
        "dropout": .float(options.dropout),
      ])
    pooled = try builder.node("pooled", "masked_sum", [value], ["over": "T"])
    logits = try builder.node("logits", "dense", [pooled], ["units": .int(options.classes)])
    let loss = try builder.node("loss", "softmax_cross_entropy", [logits, label])
    graph = ModelGraph(
      builder: builder, loss: loss, metrics: [.init("logits", logits), .init("pooled", pooled)],
      outputs: [.init("logits", logits)])
  }
}

extension GraphBuilder {
  /// Appends the op of the catalog called `op` under the name `name`.
  mutating func node(
    _ name: String, _ op: String, _ inputs: [Value], _ attributes: [String: AttributeValue] = [:]
  ) throws(OpError) -> Value {
    guard let type = catalogOp(op) else { throw OpError(.call, "the catalog has no `\(op)`") }
    return try scoped(name) { builder throws(OpError) in
      try type.init(AttributeReader(attributes)).build(inputs, in: &builder)
    }
  }
}

extension FeedBatch {
  /// A batch of drawings from padded ink.
  init(ink: Tensor, lengths: [Int], labels: [Int32]) {
    let (longest, width) = (ink.shape[1], ink.shape[2])
    var rows: [Float] = []
    for (example, length) in lengths.enumerated() {
      let first = example * longest * width
      rows += ink.floats[first..<first + length * width]
    }
    self.init(
      shape: BatchShape(
        batch: lengths.count, lengths: ["T": lengths.map(Int32.init)],
        paddedLengths: ["T": longest]),
      floats: ["ink": rows], ints: ["label": labels])
  }
}
