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
