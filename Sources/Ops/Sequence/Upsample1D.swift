import Kernels
import Runtime

/// `y[b, t, …] = x[b, ⌊t / factor⌋, …]`: each step is repeated (nearest neighbour).
///
/// `y` has `factor` times as many steps, or as many as `like`: the steps before a `same` convolution
/// or pooling of stride `factor`, whose last window may have been cut off.
struct Upsample1D: CatalogOp {
  static let factor = Attribute<Int>(
    "factor", "How often a step is repeated.", least: 1, most: 1024)

  static let schema = OpSchema(
    "upsample1d", "Repeats each step of a sequence.",
    elsewhere: ["interpolate", "up_sampling1d"], formula: "y[b, t, …] = x[b, ⌊t / factor⌋, …]",
    group: .sequence, inputs: [Operand("x", "batch time ...", "the sequences"), GrownSteps.like],
    result: Operand("y", "batch steps ..."), attributes: [factor])

  static let examples = [
    OpExample(
      ["factor": 2], inputs: [Tensor([2, 2, 1], [1, 2, 3, 0])], lengths: [2, 1],
      result: Tensor([2, 4, 1], [1, 1, 2, 2, 3, 3, 0, 0])),
    OpExample(
      ["factor": 3],
      inputs: [Tensor([1, 2, 2], [1, 2, 3, 4]), Tensor([1, 4, 1], [0, 0, 0, 0])],
      result: Tensor([1, 4, 2], [1, 2, 1, 2, 1, 2, 3, 4])),
  ]

  private let factor: Int

  init(_ attributes: AttributeReader) throws(OpError) { factor = try attributes[Self.factor] }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    let types = inputs.map { builder.type(of: $0) }
    _ = try AxisBinding(Self.schema, inputs: types)
    let steps = GrownSteps(
      op: Self.schema.name, growth: LengthRule(multiplier: factor),
      shrinkage: LengthRule(offset: factor - 1, divisor: factor))
    let op = StepRepetition(factor: factor, steps: try steps.dim(types))
    return try builder.append(op, [inputs[0]])[0]
  }
}

/// The kernel of ``Upsample1D``.
struct StepRepetition: Op {
  let name = "upsample1d"
  let factor: Int
  let steps: Dim

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType([inputs[0].dims[0], steps] + inputs[0].dims.dropFirst(2))]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [ReceptiveField(before: Double(factor - 1) / Double(factor), stride: 1 / Double(factor))]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    let (from, to, size) = (x.steps, y.steps, y.stepSize)
    forEachExample(to.batch, elements: y.count) { example in
      let (source, target) = (
        x.floats + from.start(example) * size, y.floats + to.start(example) * size
      )
      for step in 0..<to.length(example) {
        (target + step * size).update(from: source + step / factor * size, count: size)
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = StepRepetitionGradient(factor: factor, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx[b, s, …] = Σ dy[b, t, …]` over the steps `t` with `⌊t / factor⌋ = s`.
struct StepRepetitionGradient: GradientOp {
  let name = "upsample1d_gradient"
  let factor: Int
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double { Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    let (from, to, size) = (dy.steps, dx.steps, dx.stepSize)
    dx.floats.update(repeating: 0, count: dx.count)
    forEachExample(to.batch, elements: dy.count) { example in
      let (source, target) = (
        dy.floats + from.start(example) * size, dx.floats + to.start(example) * size
      )
      for step in 0..<from.length(example) {
        RowKernels.add(source + step * size, to: target + step / factor * size, count: size)
      }
    }
  }
}
