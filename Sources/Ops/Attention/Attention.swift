import Runtime

/// Scaled dot products: each step of `query` takes a mean of the rows of `value`, weighted by how well
/// the rows of `key` fit it.
///
/// The channels are cut into `heads` equal parts, each with weights of its own. An example's steps
/// see its own keys alone, whatever the lengths of the others. Vaswani et al. 2017; PyTorch's
/// `scaled_dot_product_attention`. It has no parameters: see ``MultiHeadAttention``, or put a `dense`
/// before each operand.
public struct Attention: CatalogOp {
  static let heads = Attribute<Int>(
    "heads", "Parts of the channels that attend on their own.", default: 1, least: 1, most: 1e6)
  static let causal = Attribute<Bool>(
    "causal", "Whether a step sees only the keys up to its own place.", default: false)
  static let dropout = Attribute<Double>(
    "dropout", "Share of the weights that become zero while training.", default: 0, least: 0,
    below: 1)

  public static let schema = OpSchema(
    "attention", "Averages values, weighted by how well their keys fit each query.",
    elsewhere: ["scaled_dot_product_attention", "dot_product_attention"],
    formula: """
      y[t] = Σ w[t, s] · value[s], summed over the keys s of the example, in each head with
      w[t] = softmax(query[t] · key[s] / √(size / heads)) over s
      """,
    group: .attention,
    inputs: [
      Operand("query", "batch time size", "what each step looks for"),
      Operand("key", "batch steps size", "what the steps that are looked at offer"),
      Operand("value", "batch steps values", "what they give"),
    ], result: Operand("y", "batch time values"), attributes: [heads, causal, dropout])

  public static let examples = [
    OpExample(
      ["causal": true],
      inputs: [
        Tensor([1, 2, 1], [1, 1]), Tensor([1, 2, 1], [0, 1.098_612_3]),
        Tensor([1, 2, 1], [4, 8]),
      ], lengths: [2],
      // The second key, of ln 3, fits three times as well: (1 · 4 + 3 · 8) / 4 in the second step.
      result: Tensor([1, 2, 1], [4, 7])),
    OpExample(
      ["heads": 2],
      inputs: [
        Tensor([2, 2, 2], [1, 1, 1, 1, 1, 1, 0, 0]),
        Tensor([2, 2, 2], [0, 1.098_612_3, 1.098_612_3, 0, 7, 7, 0, 0]),
        Tensor([2, 2, 2], [4, 4, 8, 8, 3, 2, 0, 0]),
      ], lengths: [2, 1],
      // The first head prefers the second key three to one, the second head the first.
      result: Tensor([2, 2, 2], [7, 5, 7, 5, 3, 2, 0, 0])),
    OpExample(
      ["dropout": 0.5],
      inputs: [
        Tensor([1, 3, 1], [1, -1, 0.5]), Tensor([1, 3, 1], [0, 1, 2]),
        Tensor([1, 3, 1], [4, 8, 1]),
      ], lengths: [3], mode: .training),
  ]

  private let op: AttentionOp

  public init(_ attributes: AttributeReader) throws(OpError) {
    op = AttentionOp(
      heads: try attributes[Self.heads], isCausal: try attributes[Self.causal],
      rate: Float(try attributes[Self.dropout]))
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let axes = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    for (index, name) in [(0, "size"), (2, "values")] {
      let size = try axes.fixedSize(name)
      guard size.isMultiple(of: op.heads) else {
        throw OpError(
          .attribute("heads"),
          "`heads` = \(op.heads) does not divide the \(size) channels of {\(index)}",
          notes: [.init(.input(index), "{\(index)} comes from here")])
      }
    }
    if op.isCausal, axes["time"] != axes["steps"] {
      throw OpError(
        .input(1),
        "`causal` needs the steps of {0} and {1} to be the same, but they are \(axes["time"]) and "
          + "\(axes["steps"])", notes: [.init(.input(0), "{0} comes from here")])
    }
    return try builder.append(op.drawing(for: builder), inputs)[0]
  }
}
