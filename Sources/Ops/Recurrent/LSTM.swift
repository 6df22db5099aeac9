import Runtime

/// Layers of one LSTM each, from the first step to the last or, with `reverse`, back.
///
/// The formulas and the layout of the parameters are those of ``BidirectionalLSTM``.
public struct LSTM: CatalogOp {
  static let reverse = Attribute<Bool>(
    "reverse", "Whether each sequence is read from its last step to its first.", default: false)
  static let units = Attribute<Int>("units", "Size of the state.", least: 1, most: 1e6)

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
      BidirectionalLSTM.layers, units, reverse, BidirectionalLSTM.cell, BidirectionalLSTM.dropout,
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

  private let stack: LSTMStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = LSTMStack(
      layers: try attributes[BidirectionalLSTM.layers], units: try attributes[Self.units],
      cell: try attributes[BidirectionalLSTM.cell],
      dropout: try attributes[BidirectionalLSTM.dropout],
      directions: [try attributes[Self.reverse]])
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    return try stack.build(inputs[0], in: &builder)
  }
}
