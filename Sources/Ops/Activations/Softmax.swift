import Kernels
import Runtime

/// `y[k] = exp(x[k]) / Σ exp(x[j])` along one axis, so that each line of `y` sums to 1.
struct Softmax: PrimitiveOp {
  static let schema = OpSchema(
    "softmax", "Turns each line of scores into probabilities.",
    formula: "y[k] = exp(x[k]) / Σⱼ exp(x[j])",
    group: .activation, inputs: [Operand("x", "...", "Scores of any size and sign.")],
    result: Operand("y", "...", "Probabilities."), attributes: [LineAxis.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [0, 0, 800, 800])], result: Tensor([2, 2], [0.5, 0.5, 0.5, 0.5])),
    OpExample(
      ["axis": 0], inputs: [Tensor([2, 2], [0, 1, 1.0986123, 1])],
      result: Tensor([2, 2], [0.25, 0.5, 0.75, 0.5])),
  ]

  let axis: LineAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try LineAxis(attributes) }

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    try lineResultTypes(inputs, axis)
  }

  func forward(_ call: KernelCall) {
    axis.forEachLine(call, inputs: 1) { inputs, y, count in
      // Subtracting the largest score leaves the quotient as it is and keeps `exp` finite.
      let largest = LineMath.maximum(inputs[0], count: count)
      let sum = LineMath.sumOfExponentials(inputs[0], minus: largest, into: y, count: count)
      RowKernels.scale(1 / sum, y, to: y, count: count)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = SoftmaxGradient(axis: axis, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [call.results[0], dy])
  }

  func flops(_ call: KernelCall) -> Double { Double(4 * call.result(0).count) }
}

/// `dx = y · (dy − Σ dy · y)` line by line; reads `y` and `dy`.
struct SoftmaxGradient: GradientOp {
  let name = "softmax_gradient"
  let axis: LineAxis
  /// The type of `x`.
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0), (0, 1)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    axis.forEachLine(call, inputs: 2) { inputs, dx, count in
      let (y, dy) = (inputs[0], inputs[1])
      let dot = LineMath.dot(y, dy, count: count)
      for index in 0..<count { dx[index] = y[index] * (dy[index] - dot) }
    }
  }

  func flops(_ call: KernelCall) -> Double { Double(4 * call.result(0).count) }
}

extension PrimitiveOp {
  /// One result of the shape of the only input, whose lines along `axis` the op mixes.
  func lineResultTypes(
    _ inputs: [TensorType], _ axis: LineAxis
  ) throws(OpError) -> [TensorType] {
    let axes = try AxisBinding(Self.schema, inputs: inputs)
    _ = try axis.index(in: inputs[0], of: name)
    var type = TensorType(axes.dims(of: Self.schema.result))
    if type.isRagged { type.tail = tail(inputs) }
    return [type]
  }
}
