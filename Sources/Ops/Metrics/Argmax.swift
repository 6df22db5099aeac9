import Runtime

/// `y[…] = the k for which x[…, k, …] is largest` along one axis, the first of several.
///
/// NaN counts as smaller than every number.
struct Argmax: PrimitiveOp {
  static let schema = OpSchema(
    "argmax", "Gives the index of the largest number of each line.",
    elsewhere: ["arg_max"],
    formula: "y[…] = the k for which x[…, k, …] is largest",
    group: .metric, inputs: [Operand("x", "...", "Scores.")],
    result: Operand("y", "...", "Indices; the axis is gone.", scalar: .i32),
    attributes: [LineAxis.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 3], [1, 5, 5, -1, -3, -2])], result: Tensor([2], ints: [1, 0])),
    OpExample(
      ["axis": 0], inputs: [Tensor([2, 3], [1, 5, 5, -1, 7, 5])],
      result: Tensor([3], ints: [0, 1, 0])),
  ]

  let axis: LineAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try LineAxis(attributes) }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    var type = try lineResultTypes(inputs, axis)[0]
    type.dims.remove(at: try axis.index(in: inputs[0], of: name))
    type.scalar = .i32
    // The largest of equal numbers is the first: zeros give 0.
    type.tail = type.isRagged ? inputs[0].tail : .zero
    return [type]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    let (count, stride) = axis.line(of: x)
    forEachRun(of: y, with: x, scale: count) { first, firstInput, lines in
      for line in 0..<lines {
        let start = firstInput + line / stride * stride * count + line % stride
        var best = 0
        var largest = -Float.infinity
        for index in 0..<count where x.floats[start + index * stride] > largest {
          (best, largest) = (index, x.floats[start + index * stride])
        }
        y.ints[first + line] = Int32(best)
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] { [nil] }

  /// Calls `body` with the lines of `y` that lie side by side with lines of `count` elements of `x`:
  /// the first of `y`, the first element in `x`, and how many.
  private func forEachRun(
    of y: TensorView, with x: TensorView, scale count: Int, _ body: (Int, Int, Int) -> Void
  ) {
    guard y.isRagged else { return body(0, 0, y.count) }
    let (steps, inputs) = (y.steps, x.steps)
    for example in 0..<steps.batch {
      body(
        steps.start(example) * y.stepSize, inputs.start(example) * x.stepSize,
        steps.extent(example) * y.stepSize)
    }
  }
}
