import Runtime

/// Every `step`-th of an example's own steps, without the first `first` and the last `last`.
struct StepSegment: Sendable {
  let first: Int
  let last: Int
  let step: Int

  /// How the number of steps follows from that of the whole.
  var rule: LengthRule { LengthRule(offset: step - 1 - first - last, divisor: step) }

  /// Calls `body` with the element in the whole and in the part at which each step of the part
  /// starts, and its elements.
  func forEachStep(
    whole: TensorView, part: TensorView, _ body: (_ whole: Int, _ part: Int, _ count: Int) -> Void
  ) {
    let (wholes, parts, size) = (whole.steps, part.steps, part.stepSize)
    for example in 0..<parts.batch {
      for index in 0..<parts.length(example) {
        let place = wholes.start(example) + first + index * step
        body(place * size, (parts.start(example) + index) * size, size)
      }
    }
  }
}

/// `y` = the steps of a segment of `x`.
struct TakeSteps: Op {
  let name = "slice"
  let segment: StepSegment

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    var dims = inputs[0].dims
    if let dim = inputs[0].raggedDim { dims[1] = .ragged(dim.applying(segment.rule)) }
    return [TensorType(dims)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    let first = Double(segment.first)
    return [ReceptiveField(before: -first, after: first, stride: Double(segment.step))]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    segment.forEachStep(whole: x, part: y) { whole, part, count in
      (y.floats + part).update(from: x.floats + whole, count: count)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = PutSteps(segment: segment, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx` = `dy` at the steps of a segment, zero elsewhere.
struct PutSteps: GradientOp {
  let name = "slice_gradient"
  let segment: StepSegment
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    dx.floats.update(repeating: 0, count: dx.count)
    segment.forEachStep(whole: dx, part: dy) { whole, part, count in
      (dx.floats + whole).update(from: dy.floats + part, count: count)
    }
  }
}
