import Runtime

/// Layers of two LSTMs each, one from the first step to the last and one back, side by side:
/// `y[b, t] = [forward h[b, t], backward h[b, t]]`.
///
/// For each direction, with gates in TensorFlow's order i, j, f, o along the columns of
/// `kernel [in + units, 4 · units]`:
/// `[i, j, f, o] = [x[t], h[t−1]] · kernel + bias`,
/// `c[t] = σ(f + 1) · c[t−1] + σ(i) · tanh(j)`, `h[t] = σ(o) · tanh(c[t])`.
/// Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005; forget bias as Jozefowicz et al.
/// 2015.
public struct BidirectionalLSTM: CatalogOp {
  public static let schema = OpSchema(
    "bidirectional_lstm", "Reads each sequence in both directions and remembers.",
    elsewhere: ["bilstm", "blstm", "bi_lstm"],
    formula: """
      y[t] = [forward h[t], backward h[t]], each direction with
      [i, j, f, o] = [x[t], h[t−1]] · kernel + bias
      c[t] = σ(f + 1) · c[t−1] + σ(i) · tanh(j)
      h[t] = σ(o) · tanh(c[t])
      """,
    group: .recurrent, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time units"),
    attributes: [
      RecurrentStack.layers, RecurrentStack.unitsOfEach, LSTMCellKind.attribute,
      RecurrentStack.dropout,
    ])

  public static let examples = [
    OpExample(
      ["units": 1], inputs: [Tensor([1, 2, 1], [1, 2])], lengths: [2],
      parameters: [
        "0.forward/kernel": Tensor([2, 4], [0, 0, 0, 0, 0, 0, 0, 0]),
        "0.forward/bias": Tensor([4], [100, 100, -101, 100]),
        "0.backward/kernel": Tensor([2, 4], [0, 0, 0, 0, 0, 0, 0, 0]),
        "0.backward/bias": Tensor([4], [100, 100, 99, 100]),
      ],
      // Forward forgets all, so c = 1 and h = tanh 1; backward keeps all, so c counts the steps.
      result: Tensor([1, 2, 2], [0.761_594_2, 0.964_027_6, 0.761_594_2, 0.761_594_2]))
  ]

  public static let paddingRemedy: PaddingRemedy? = PaddingRemedy("cell", "lstm")

  private let stack: RecurrentStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = try RecurrentStack(
      attributes, .lstm, isBidirectional: true,
      respectsLengths: try attributes[LSTMCellKind.attribute].respectsLengths)
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try stack.build(inputs, Self.schema, in: &builder)
  }
}
