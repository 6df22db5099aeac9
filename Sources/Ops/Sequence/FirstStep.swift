import Runtime

/// `y[b, …] = x[b, 0, …]`; an example without steps gives zero.
struct FirstStep: PrimitiveOp {
  static let schema = StepAxis.schema(
    "first_step", "Takes the first step of each sequence.", formula: "y[b, …] = x[b, 0, …]")

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, 4, 9])], lengths: [2, 1], result: Tensor([2, 1], [1, 4]))
  ]

  private let axis: StepAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try StepAxis(attributes) }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let bound = try AxisBinding(Self.schema, inputs: inputs)
    try axis.check(inputs)
    return [TensorType(bound.dims(of: Self.schema.result))]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func forward(_ call: KernelCall) { EndStep.first.take(call.input(0), into: call.result(0)) }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = EndStepGradient(end: .first, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}
