import Runtime

/// `y[b, …] = x[b, 0, …]`; an example without steps gives zero.
struct FirstStep: EndStepOp {
  static let schema = StepAxis.schema(
    "first_step", "Takes the first step of each sequence.", formula: "y[b, …] = x[b, 0, …]")

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, 4, 9])], lengths: [2, 1], result: Tensor([2, 1], [1, 4]))
  ]

  static let end = EndStep.first

  let axis: StepAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try StepAxis(attributes) }
}
