import Runtime

/// Self-attention with its own projections: queries, keys and values are `x · kernel + bias`, each with
/// `heads · key_size` channels, and a last product brings what the heads give back to the size of `x`.
///
/// The parameters are `query/kernel [in, heads · key_size]`, `query/bias` and so on for `key`, `value`
/// and `output`, head after head along the columns. Vaswani et al. 2017. To attend to another
/// sequence, put a `dense` before each operand of ``Attention``.
public struct MultiHeadAttention: CatalogOp {
  static let heads = Attribute<Int>(
    "heads", "How many weighted means are taken side by side.", least: 1, most: 1e4)
  static let keySize = Attribute<Int>(
    "key_size", "Channels of each head; as many as divide the size of {0} evenly if left out.",
    optional: true, least: 1, most: 1e5)
  static let causal = Attribute<Bool>(
    "causal", "Whether a step sees only the steps up to its own.", default: false)
  static let dropout = Attribute<Double>(
    "dropout", "Share of the weights that become zero while training.", default: 0, least: 0,
    below: 1)
  static let bias = Attribute<Bool>("bias", "Whether biases are added.", default: true)

  public static let schema = OpSchema(
    "multi_head_attention", "Lets each step gather what it needs from all steps of its sequence.",
    elsewhere: ["mha", "self_attention"],
    formula: """
      y = attention(q, k, v) · kernel + bias of output, with
      q = x · kernel + bias of query, and so k and v
      """,
    group: .attention,
    inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time in"),
    attributes: [heads, keySize, causal, dropout, bias])

  public static let examples = [
    OpExample(
      ["heads": 1, "bias": false], inputs: [Tensor([2, 2, 1], [1, 3, 5, 0])], lengths: [2, 1],
      parameters: [
        "query/kernel": Tensor([1, 1], [0]), "key/kernel": Tensor([1, 1], [1]),
        "value/kernel": Tensor([1, 1], [2]), "output/kernel": Tensor([1, 1], [10]),
      ],
      // A query of zeros takes the mean of an example's own steps.
      result: Tensor([2, 2, 1], [40, 40, 100, 0])),
    OpExample(
      ["heads": 2, "key_size": 1, "causal": true], inputs: [Tensor([1, 2, 1], [0, 1])],
      lengths: [2],
      parameters: [
        "query/kernel": Tensor([1, 2], [0, 0]), "query/bias": Tensor([2], [1, 0]),
        "key/kernel": Tensor([1, 2], [1.098_612_3, 1]), "key/bias": Tensor([2], [0, 0]),
        "value/kernel": Tensor([1, 2], [8, 8]), "value/bias": Tensor([2], [4, 4]),
        "output/kernel": Tensor([2, 1], [1, 1]), "output/bias": Tensor([1], [1]),
      ],
      // Values 4 and 12: weights 1/4 and 3/4 in the first head, 1/2 and 1/2 in the second.
      result: Tensor([1, 2, 1], [9, 19])),
  ]

  private let op: AttentionOp
  private let keySize: Int?
  private let hasBias: Bool

  public init(_ attributes: AttributeReader) throws(OpError) {
    op = AttentionOp(
      heads: try attributes[Self.heads], isCausal: try attributes[Self.causal],
      rate: Float(try attributes[Self.dropout]))
    keySize = try attributes.optional(Self.keySize)
    hasBias = try attributes[Self.bias]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let axes = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let size = try axes.fixedSize("in")
    guard keySize != nil || size.isMultiple(of: op.heads) else {
      throw OpError(
        .attribute("heads"), "`heads` = \(op.heads) does not divide the \(size) channels of {0}",
        notes: [.init(.input(0), "{0} comes from here")],
        hint: "give `key_size` to choose it freely")
    }
    let width = op.heads * (keySize ?? size / op.heads)
    var operands: [Value] = []
    for name in ["query", "key", "value"] {
      operands.append(try project(inputs[0], name, size, width, in: &builder))
    }
    let y = try builder.nested("attention") { builder throws(OpError) in
      try builder.append(op.drawing(for: builder), operands)[0]
    }
    return try project(y, "output", width, size, in: &builder)
  }

  private func project(
    _ x: Value, _ name: String, _ inputs: Int, _ outputs: Int, in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try builder.nested(name) { builder throws(OpError) in
      var operands = [
        x,
        builder.parameter(
          "kernel", [inputs, outputs], .glorotUniform(fanIn: inputs, fanOut: outputs)),
      ]
      if hasBias { operands.append(builder.parameter("bias", [outputs], .zeros)) }
      return try builder.append(MatrixProduct(name: "dense"), operands)[0]
    }
  }
}
