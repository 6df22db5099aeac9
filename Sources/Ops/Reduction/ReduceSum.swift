import Runtime

/// `y = Σ x` over the reduced axes.
public struct ReduceSum: ReductionOp {
  public static let schema = ReducedAxes.schema(
    "reduce_sum", "Adds up the elements along axes.",
    elsewhere: ["sum"], formula: "y = Σ x over the axes")

  public static let examples = [
    OpExample(
      ["axes": [1]], inputs: [Tensor([2, 2], [1, 2, 3, 4])], result: Tensor([2], [3, 7]))
  ]

  let axes: ReducedAxes

  public init(_ attributes: AttributeReader) throws(OpError) { axes = try ReducedAxes(attributes) }

  public func forward(_ call: KernelCall) { sum(call, isMean: false) }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    return [try axes.broadcast(dy, to: call.inputs[0], isMean: false, in: &builder)]
  }
}
