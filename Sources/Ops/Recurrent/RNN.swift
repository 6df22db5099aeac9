import Kernels
import Runtime

/// Layers of one simple recurrent network each, from the first step to the last or, with `reverse`,
/// back: `h[t] = activation([x[t], h[t−1]] · kernel + bias)` with `kernel [in + units, units]`.
///
/// Elman 1990.
public struct RNN: CatalogOp {
  public static let schema = OpSchema(
    "rnn", "Reads each sequence in one direction with a simple recurrent network.",
    elsewhere: ["simple_rnn", "elman_rnn"],
    formula: """
      y[t] = h[t] = activation([x[t], h[t−1]] · kernel + bias)
      """,
    group: .recurrent, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time units"),
    attributes: [
      RecurrentStack.layers, RecurrentStack.units, RecurrentStack.reverse, RNNActivation.attribute,
      RecurrentStack.dropout,
    ])

  public static let examples = [
    OpExample(
      ["units": 1, "activation": "relu"], inputs: [Tensor([2, 2, 1], [1, 2, -1, 0])],
      lengths: [2, 1],
      parameters: [
        "0.forward/kernel": Tensor([2, 1], [2, 3]), "0.forward/bias": Tensor([1], [1]),
      ],
      // 2 · 1 + 1 = 3 and 2 · 2 + 3 · 3 + 1 = 14; 2 · -1 + 1 is negative.
      result: Tensor([2, 2, 1], [3, 14, 0, 0])),
    OpExample(
      ["units": 1, "reverse": true], inputs: [Tensor([1, 2, 1], [0, 1])], lengths: [2],
      parameters: [
        "0.backward/kernel": Tensor([2, 1], [1, 1]), "0.backward/bias": Tensor([1], [0]),
      ],
      // tanh 1, then its tanh.
      result: Tensor([1, 2, 1], [0.642_014_9, 0.761_594_2])),
  ]

  private let stack: RecurrentStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = try RecurrentStack(attributes, RNNActivation.cell(attributes), isBidirectional: false)
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try stack.build(inputs, Self.schema, in: &builder)
  }
}
