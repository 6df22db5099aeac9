import Kernels
import Runtime

/// Layers of two simple recurrent networks each, one from the first step to the last and one back,
/// side by side: `y[b, t] = [forward h[b, t], backward h[b, t]]`.
///
/// The formulas and the layout of the parameters are those of ``RNN``.
public struct BidirectionalRNN: CatalogOp {
  public static let schema = OpSchema(
    "bidirectional_rnn", "Reads each sequence in both directions with simple recurrent networks.",
    elsewhere: ["birnn", "bi_rnn"],
    formula: """
      y[t] = [forward h[t], backward h[t]], each direction with
      h[t] = activation([x[t], h[t−1]] · kernel + bias)
      """,
    group: .recurrent, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time units"),
    attributes: [
      RecurrentStack.layers, RecurrentStack.unitsOfEach, RNNActivation.attribute,
      RecurrentStack.dropout,
    ])

  public static let examples = [
    OpExample(
      ["units": 1, "activation": "relu"], inputs: [Tensor([1, 2, 1], [1, 2])], lengths: [2],
      parameters: [
        "0.forward/kernel": Tensor([2, 1], [1, 1]), "0.forward/bias": Tensor([1], [0]),
        "0.backward/kernel": Tensor([2, 1], [1, 1]), "0.backward/bias": Tensor([1], [0]),
      ],
      // Sums from the left and from the right.
      result: Tensor([1, 2, 2], [1, 3, 3, 2]))
  ]

  private let stack: RecurrentStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = try RecurrentStack(attributes, RNNActivation.cell(attributes), isBidirectional: true)
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try stack.build(inputs, Self.schema, in: &builder)
  }
}
