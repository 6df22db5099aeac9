import Kernels
import Runtime

/// What the ops that reduce a sequence to one step have in common: operands, the `over` attribute
/// and the check that it names the sequence's axis.
struct StepAxis: Sendable {
  static let over = Attribute<String>(
    "over", "The axis of steps, for the reader; it must be the one that {0} has.", optional: true)

  private let name: String?

  init(_ attributes: AttributeReader) throws(OpError) {
    name = try attributes.optional(Self.over)
  }

  static func schema(
    _ name: String, _ summary: String, elsewhere: [String] = [], formula: String = ""
  ) -> OpSchema {
    OpSchema(
      name, summary, elsewhere: elsewhere, formula: formula, group: .sequence,
      inputs: [Operand("x", "batch time ...", "the sequences")],
      result: Operand("y", "batch ..."), attributes: [over])
  }

  /// Checks that `over`, when given, names the ragged axis of the input.
  func check(_ inputs: [TensorType]) throws(OpError) {
    guard let name, let steps = inputs.first?.dims.dropFirst().first else { return }
    if inputs[0].rank == 2, case .fixed = steps {
      throw OpError(
        .input(0), "{0} is \(inputs[0].shapeDescription): it has no axis \(name) any more",
        hint: "read a node from before its steps were reduced to one, or leave this one out")
    }
    guard case .ragged(let dim) = steps else {
      throw OpError(
        .attribute("over"),
        "`over` = \(name), but {0} is \(inputs[0].shapeDescription), "
          + "where every example has \(steps) steps", hint: "leave `over` out")
    }
    if dim.name != name {
      throw OpError(.attribute("over"), "`over` = \(name), but the steps of {0} are `\(dim.name)`")
    }
  }
}

/// `dx[b, t, …] = dy[b, …]` for an example's own steps, divided by their number when `isMean`.
struct StepBroadcast: GradientOp {
  let name = "step_broadcast"
  let isMean: Bool
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    let (steps, size) = (dx.steps, dx.stepSize)
    for example in 0..<steps.batch {
      let length = steps.length(example)
      let factor = isMean ? 1 / Float(max(1, length)) : 1
      let row = dx.floats + steps.start(example) * size
      for step in 0..<length {
        RowKernels.scale(factor, dy.floats + example * size, to: row + step * size, count: size)
      }
      (row + length * size).update(
        repeating: 0, count: (steps.extent(example) - length) * size)
    }
  }
}
