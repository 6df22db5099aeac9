import Runtime

/// `y[b, …] = x[b, length[b] − 1, …]`, each example's own last step; an example without steps gives
/// zero.
struct LastStep: EndStepOp {
  static let schema = StepAxis.schema(
    "last_step", "Takes the last step of each sequence.",
    formula: "y[b, …] = x[b, length[b] − 1, …]")

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, 4, 9])], lengths: [2, 1], result: Tensor([2, 1], [3, 4]))
  ]

  static let end = EndStep.last

  let axis: StepAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try StepAxis(attributes) }
}
