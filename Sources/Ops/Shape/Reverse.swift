import Runtime

/// `y[…, i, …] = x[…, n − 1 − i, …]` along an axis of `n` positions; along the steps `n` is each
/// example's own length, so that its last step comes first.
struct Reverse: PrimitiveOp {
  static let schema = OpSchema(
    "reverse", "Turns an axis around, each example's own steps by default.",
    elsewhere: ["flip", "reverse_sequence"],
    formula: "y[…, i, …] = x[…, n − 1 − i, …]", group: .shape,
    inputs: [Operand("x", "...", "any values")],
    result: Operand("y", "..."),
    attributes: [AxisLines.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 3, 1], [1, 2, 3, 4, 5, 0])], lengths: [3, 2],
      result: Tensor([2, 3, 1], [3, 2, 1, 5, 4, 0])),
    OpExample(
      ["axis": -1], inputs: [Tensor([2, 2], [1, 2, 3, 4])], result: Tensor([2, 2], [2, 1, 4, 3])),
  ]

  private let lines: AxisLines

  init(_ attributes: AttributeReader) throws(OpError) { lines = try AxisLines(attributes) }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    _ = try lines.index(in: inputs[0], of: name)
    return [TensorType(inputs[0].dims, tail: lines.tail(inputs[0]))]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    [lines.overhang(of: inputs[0], result: result)]
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [lines.areSteps(of: inputs[0]) ? .sequence : .step]
  }

  func forward(_ call: KernelCall) { lines.reverse(call.input(0), into: call.result(0)) }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = ReverseGradient(lines: lines, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx` is `dy`, turned around again.
struct ReverseGradient: GradientOp {
  let name = "reverse_gradient"
  let lines: AxisLines
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    if type.isRagged { dx.floats.update(repeating: 0, count: dx.count) }
    lines.reverse(dy, into: dx)
  }
}

extension AxisLines {
  fileprivate func reverse(_ x: TensorView, into y: TensorView) {
    forEachPair(x, y) { line in
      for row in 0..<line.counts.y {
        (line.y + row * line.width).update(
          from: line.x + (line.counts.y - 1 - row) * line.width, count: line.width)
      }
    }
  }
}
