import Kernels
import Runtime

/// Layers of one GRU each, from the first step to the last or, with `reverse`, back.
///
/// With gates in the order z, r, n (update, reset, candidate) along the columns of
/// `kernel [in + units, 3 · units]`, whose upper rows are W and whose lower rows are U:
/// `z = σ(x[t] · Wz + h[t−1] · Uz + bz)`, `r = σ(x[t] · Wr + h[t−1] · Ur + br)`,
/// `h[t] = (1 − z) · n + z · h[t−1]`, and with `reset_after`
/// `n = tanh(x[t] · Wn + bn + r · (h[t−1] · Un + bm))`, with `bias [4 · units]` = bz, br, bn, bm.
/// This is the GRU of PyTorch, Keras and cuDNN. Without it
/// `n = tanh(x[t] · Wn + (r · h[t−1]) · Un + bn)`, with `bias [3 · units]` = bz, br, bn, as Cho et al.
/// 2014.
public struct GRU: CatalogOp {
  public static let schema = OpSchema(
    "gru", "Reads each sequence in one direction with gated recurrent units.",
    formula: """
      z = σ(x[t] · Wz + h[t−1] · Uz + bz),  r = σ(x[t] · Wr + h[t−1] · Ur + br)
      n = tanh(x[t] · Wn + bn + r · (h[t−1] · Un + bm))   with reset_after, else
      n = tanh(x[t] · Wn + bn + (r · h[t−1]) · Un)
      y[t] = h[t] = (1 − z) · n + z · h[t−1]
      with W above U in kernel: z, r, n, and bias: bz, br, bn and, with reset_after, bm
      """,
    group: .recurrent, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch time units"),
    attributes: [
      RecurrentStack.layers, RecurrentStack.units, RecurrentStack.reverse, GRUReset.after,
      RecurrentStack.dropout,
    ])

  public static let examples = [
    OpExample(
      // z is 1/2 and n is 1: each step goes half the way to 1.
      ["units": 1], inputs: [Tensor([2, 2, 1], [1, 2, 3, 0])], lengths: [2, 1],
      parameters: [
        "0.forward/kernel": Tensor([2, 3], [0, 0, 0, 0, 0, 0]),
        "0.forward/bias": Tensor([4], [0, 100, 50, 50]),
      ],
      result: Tensor([2, 2, 1], [0.5, 0.75, 0.5, 0])),
    OpExample(
      // z and r are 1/2; n is tanh of half of what was before.
      ["units": 1, "reverse": true, "reset_after": false], inputs: [Tensor([1, 2, 1], [0, 100])],
      lengths: [2],
      parameters: [
        "0.backward/kernel": Tensor([2, 3], [0, 0, 1, 0, 0, 1]),
        "0.backward/bias": Tensor([3], [0, 0, 0]),
      ],
      // 1/2 and then (tanh(1/4) + 1/2) / 2.
      result: Tensor([1, 2, 1], [0.372_459_33, 0.5])),
  ]

  private let stack: RecurrentStack

  public init(_ attributes: AttributeReader) throws(OpError) {
    stack = try RecurrentStack(attributes, GRUReset.cell(attributes), isBidirectional: false)
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try stack.build(inputs, Self.schema, in: &builder)
  }
}
