import Kernels
import Runtime

/// `y[k] = x[k] − log Σ exp(x[j])` along one axis.
///
/// It is the logarithm of the softmax, and finite where the softmax itself is 0.
struct LogSoftmax: PrimitiveOp {
  static let schema = OpSchema(
    "log_softmax", "Turns each line of scores into logarithms of probabilities.",
    formula: "y[k] = x[k] − log Σⱼ exp(x[j])",
    group: .activation, inputs: [Operand("x", "...", "Scores of any size and sign.")],
    result: Operand("y", "...", "Logarithms of probabilities."), attributes: [LineAxis.attribute])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [0, 0, 800, 0])],
      result: Tensor([2, 2], [-0.6931472, -0.6931472, 0, -800]))
  ]

  let axis: LineAxis

  init(_ attributes: AttributeReader) throws(OpError) { axis = try LineAxis(attributes) }

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    try lineResultTypes(inputs, axis)
  }

  func forward(_ call: KernelCall) {
    axis.forEachLine(call, inputs: 1) { inputs, y, count in
      let x = inputs[0]
      let largest = LineMath.maximum(x, count: count)
      let log = LineMath.log(LineMath.sumOfExponentials(x, minus: largest, count: count))
      for index in 0..<count { y[index] = (x[index] - largest) - log }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = LogSoftmaxGradient(axis: axis, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [call.results[0], dy])
  }

  func flops(_ call: KernelCall) -> Double { Double(4 * call.result(0).count) }
}

/// `dx = dy − exp(y) · Σ dy` line by line; reads `y` and `dy`.
struct LogSoftmaxGradient: GradientOp {
  let name = "log_softmax_gradient"
  let axis: LineAxis
  /// The type of `x`.
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0), (0, 1)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    axis.forEachLine(call, inputs: 2) { inputs, dx, count in
      let (y, dy) = (inputs[0], inputs[1])
      let sum = Float8(repeating: LineMath.sum(dy, count: count))
      var index = 0
      while index < count {
        let lanes = min(8, count - index)
        let p = VectorMath.exp(VectorMath.load(y + index, count: lanes))
        let d = VectorMath.load(dy + index, count: lanes) - p * sum
        VectorMath.store(d, dx + index, count: lanes)
        index += 8
      }
    }
  }

  func flops(_ call: KernelCall) -> Double { Double(4 * call.result(0).count) }
}
