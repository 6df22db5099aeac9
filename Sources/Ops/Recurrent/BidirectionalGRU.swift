import Kernels
import Runtime

/// Layers of two GRUs each, one from the first step to the last and one back, side by side:
/// `y[b, t] = [forward h[b, t], backward h[b, t]]`.
///
/// The formulas and the layout of the parameters are those of ``GRU``.
public struct BidirectionalGRU: CatalogOp {
  public static let schema = OpSchema(
    "bidirectional_gru", "Reads each sequence in both directions with gated recurrent units.",
    elsewhere: ["bigru", "bi_gru"],
    formula: """
      y[t] = [forward h[t], backward h[t]], each direction with
      z = σ(x[t] · Wz + h[t−1] · Uz + bz),  r = σ(x[t] · Wr + h[t−1] · Ur + br)
      n = tanh(x[t] · Wn + bn + r · (h[t−1] · Un + bm))   with reset_after, else
      n = tanh(x[t] · Wn + bn + (r · h[t−1]) · Un)
      h[t] = (1 − z) · n + z · h[t−1]
      with W above U in kernel: z, r, n, and bias: bz, br, bn and, with reset_after, bm
      """,
    group: .recurrent, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time units"),
    attributes: [
      RecurrentStack.layers, RecurrentStack.unitsOfEach, GRUReset.after, RecurrentStack.dropout,
    ])

  public static let examples = [
    OpExample(
      // Both directions go half the way to 1 and -1 at each step.
      ["units": 1], inputs: [Tensor([1, 2, 1], [1, 2])], lengths: [2],
      parameters: [
        "0.forward/kernel": Tensor([2, 3], [0, 0, 0, 0, 0, 0]),
        "0.forward/bias": Tensor([4], [0, 0, 100, 0]),
        "0.backward/kernel": Tensor([2, 3], [0, 0, 0, 0, 0, 0]),
        "0.backward/bias": Tensor([4], [0, 0, -100, 0]),
      ],
      result: Tensor([1, 2, 2], [0.5, -0.75, 0.75, -0.5]))
  ]

  private let stack: RecurrentStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = try RecurrentStack(attributes, GRUReset.cell(attributes), isBidirectional: true)
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try stack.build(inputs, Self.schema, in: &builder)
  }
}
