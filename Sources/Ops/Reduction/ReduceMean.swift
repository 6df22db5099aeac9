import Runtime

/// `y = Σ x / n` over the `n` elements along the reduced axes; zero when there are none.
public struct ReduceMean: ReductionOp {
  public static let schema = ReducedAxes.schema(
    "reduce_mean", "Averages the elements along axes.",
    elsewhere: ["mean"], formula: "y = mean of x over the axes")

  public static let examples = [
    OpExample(
      ["axes": [0], "keep_dims": true], inputs: [Tensor([2, 2], [1, 2, 3, 4])],
      result: Tensor([1, 2], [2, 3]))
  ]

  let axes: ReducedAxes

  public init(_ attributes: AttributeReader) throws(OpError) { axes = try ReducedAxes(attributes) }

  public func forward(_ call: KernelCall) { sum(call, isMean: true) }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    return [try axes.broadcast(dy, to: call.inputs[0], isMean: true, in: &builder)]
  }
}
