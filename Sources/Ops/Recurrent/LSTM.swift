import Runtime

/// Layers of one LSTM each, from the first step to the last or, with `reverse`, back.
///
/// The formulas and the layout of the parameters are those of ``BidirectionalLSTM``.
public struct LSTM: CatalogOp {
  public static let schema = OpSchema(
    "lstm", "Reads each sequence in one direction and remembers.",
    formula: """
      [i, j, f, o] = [x[t], h[t−1]] · kernel + bias
      c[t] = σ(f + 1) · c[t−1] + σ(i) · tanh(j)
      y[t] = h[t] = σ(o) · tanh(c[t])
      """,
    group: .recurrent, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time units"),
    attributes: [
      RecurrentStack.layers, RecurrentStack.units, RecurrentStack.reverse, LSTMCellKind.attribute,
      RecurrentStack.dropout,
    ])

  public static let examples = [
    OpExample(
      ["units": 1, "reverse": true], inputs: [Tensor([2, 2, 1], [1, 2, 3, 0])], lengths: [2, 1],
      parameters: [
        "0.backward/kernel": Tensor([2, 4], [0, 0, 0, 0, 0, 0, 0, 0]),
        "0.backward/bias": Tensor([4], [100, 100, 99, 100]),
      ],
      result: Tensor([2, 2, 1], [0.964_027_6, 0.761_594_2, 0.761_594_2, 0]))
  ]

  public static let paddingRemedy: PaddingRemedy? = PaddingRemedy("cell", "lstm")

  private let stack: RecurrentStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = try RecurrentStack(
      attributes, .lstm, isBidirectional: false,
      respectsLengths: try attributes[LSTMCellKind.attribute].respectsLengths)
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try stack.build(inputs, Self.schema, in: &builder)
  }
}
