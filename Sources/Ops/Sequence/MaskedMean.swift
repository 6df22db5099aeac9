import Kernels
import Runtime

/// `y[b, …] = Σ x[b, t, …] / length[b]`, over the steps `t < length[b]`; an example without steps gives zero.
public struct MaskedMean: PrimitiveOp {
  public static let schema = StepAxis.schema(
    "masked_mean", "Averages the steps of each sequence.",
    elsewhere: ["global_average_pooling1d", "global_avg_pool", "mean_pooling"],
    formula: "y[b, …] = Σₜ x[b, t, …] / length[b] over the steps t < length[b]")

  public static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, 3, 9])], lengths: [2, 1],
      result: Tensor([2, 1], [2, 3]))
  ]

  private let axis: StepAxis

  public init(_ attributes: AttributeReader) throws(OpError) { axis = try StepAxis(attributes) }

  public func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let bound = try AxisBinding(Self.schema, inputs: inputs)
    try axis.check(inputs)
    return [TensorType(bound.dims(of: Self.schema.result))]
  }

  public func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  public func flops(_ call: KernelCall) -> Double { Double(call.input(0).count) }

  public func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    let (steps, size) = (x.steps, x.stepSize)
    for example in 0..<steps.batch {
      RowKernels.columnSums(
        x.floats + steps.start(example) * size, rows: steps.length(example), columns: size,
        stride: size, into: y.floats + example * size)
      RowKernels.scale(
        1 / Float(max(1, steps.length(example))), y.floats + example * size,
        to: y.floats + example * size, count: size)
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = StepBroadcast(isMean: true, type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, [dy])[0]]
  }
}
