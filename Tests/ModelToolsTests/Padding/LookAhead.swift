import Runtime

/// `y[b, t] = x[b, t + 1]` as stored, zero where nothing is: an op that reads padding and has no
/// attribute against it.
struct LookAhead: PrimitiveOp {
  static let schema = OpSchema(
    "look_ahead", "Gives each step the next one.", inputs: [Operand("x", "batch time in")],
    result: Operand("y", "batch time in"))
  static let examples: [OpExample] = []

  init(_ attributes: AttributeReader) {}

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    [result == .max ? .max : result + 1]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    for example in 0..<y.steps.batch {
      for row in 0..<y.steps.extent(example) {
        for c in 0..<y.width {
          y.floats[(y.steps.start(example) + row) * y.width + c] =
            row + 1 < x.steps.extent(example)
            ? x.floats[(x.steps.start(example) + row + 1) * x.width + c] : 0
        }
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    throw OpError(.call, "`look_ahead` has no gradient")
  }
}
