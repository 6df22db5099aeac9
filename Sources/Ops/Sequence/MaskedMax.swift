import Runtime

/// `y[b, …] = max x[b, t, …]` over the steps `t < length[b]`; an example without steps gives zero.
///
/// The gradient goes to the first step that holds the maximum.
public struct MaskedMax: PrimitiveOp {
  public static let schema = StepAxis.schema(
    "masked_max", "Takes the largest value of each channel over the steps of each sequence.",
    elsewhere: ["global_max_pooling1d", "global_max_pool"],
    formula: "y[b, …] = maxₜ x[b, t, …] over the steps t < length[b]")

  public static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 3, -3, 9])], lengths: [2, 1],
      result: Tensor([2, 1], [3, -3]))
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
      let (rows, best) = (x.floats + steps.start(example) * size, y.floats + example * size)
      let length = steps.length(example)
      guard length > 0 else {
        best.update(repeating: 0, count: size)
        continue
      }
      best.update(from: rows, count: size)
      for step in 1..<max(1, length) {
        LineMath.raise(best, to: rows + step * size, count: size)
      }
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = MaskedMaxGradient(type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, [call.inputs[0], call.results[0], dy])[0]]
  }
}

/// `dx[b, t, …] = dy[b, …]` at the first step `t` that holds the maximum, else 0.
struct MaskedMaxGradient: GradientOp {
  let name = "masked_max_gradient"
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (x, y, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let (steps, size) = (dx.steps, dx.stepSize)
    dx.floats.update(repeating: 0, count: dx.count)
    for example in 0..<steps.batch {
      let start = steps.start(example) * size
      for c in 0..<size {
        let largest = y.floats[example * size + c]
        let first = (0..<steps.length(example)).first { x.floats[start + $0 * size + c] == largest }
        if let first { dx.floats[start + first * size + c] = dy.floats[example * size + c] }
      }
    }
  }
}
