import Runtime

/// One end of each example's own steps.
enum EndStep: Sendable {
  case first, last

  /// The stored row of an example's step; nil when it has none.
  func row(of example: Int, in steps: SequenceLayout) -> Int? {
    let length = steps.length(example)
    guard length > 0 else { return nil }
    return steps.start(example) + (self == .first ? 0 : length - 1)
  }

  /// Writes each example's step of `x`, or zeros when it has none.
  func take(_ x: TensorView, into y: TensorView) {
    let size = x.stepSize
    for example in 0..<x.steps.batch {
      let target = y.floats + example * size
      if let row = row(of: example, in: x.steps) {
        target.update(from: x.floats + row * size, count: size)
      } else {
        target.update(repeating: 0, count: size)
      }
    }
  }
}

/// An op that takes one end of each example's own steps.
protocol EndStepOp: PrimitiveOp {
  static var end: EndStep { get }
  /// The attribute that names the axis of steps.
  var axis: StepAxis { get }
}

extension EndStepOp {
  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let bound = try AxisBinding(Self.schema, inputs: inputs)
    try axis.check(inputs)
    return [TensorType(bound.dims(of: Self.schema.result))]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func forward(_ call: KernelCall) { Self.end.take(call.input(0), into: call.result(0)) }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = EndStepGradient(end: Self.end, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx[b, t, …] = dy[b, …]` at the step that was taken, zero elsewhere.
struct EndStepGradient: GradientOp {
  let name = "end_step_gradient"
  let end: EndStep
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    let size = dx.stepSize
    dx.floats.update(repeating: 0, count: dx.count)
    for example in 0..<dx.steps.batch {
      guard let row = end.row(of: example, in: dx.steps) else { continue }
      (dx.floats + row * size).update(from: dy.floats + example * size, count: size)
    }
  }
}
