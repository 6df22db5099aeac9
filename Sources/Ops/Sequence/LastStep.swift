import Runtime

/// `y[b, …] = x[b, length[b] − 1, …]`, each example's own last step; an example without steps gives
/// zero.
struct LastStep: PrimitiveOp {
  static let schema = StepAxis.schema(
    "last_step", "Takes the last step of each sequence.",
    formula: "y[b, …] = x[b, length[b] − 1, …]")

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, 4, 9])], lengths: [2, 1], result: Tensor([2, 1], [3, 4]))
  ]

  private let axis: StepAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try StepAxis(attributes) }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let bound = try AxisBinding(Self.schema, inputs: inputs)
    try axis.check(inputs)
    return [TensorType(bound.dims(of: Self.schema.result))]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func forward(_ call: KernelCall) { EndStep.last.take(call.input(0), into: call.result(0)) }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = EndStepGradient(end: .last, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}
