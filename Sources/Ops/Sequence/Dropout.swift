import Kernels
import Runtime

/// `y[i] = x[i] / (1 − rate)` with probability `1 − rate`, otherwise 0; in evaluation `y = x`.
///
/// Srivastava et al. 2014, scaled while training ("inverted"). Which elements survive follows from
/// the run's seed, the node's name and the step, so the backward pass draws the same numbers again
/// instead of storing a mask.
public struct Dropout: CatalogOp {
  static let rate = Attribute<Double>(
    "rate", "Share of the elements that become zero.", least: 0, below: 1)

  public static let schema = OpSchema(
    "dropout", "Sets a random share of the elements to zero while training.",
    inputs: [Operand("x", "...", "any values")], result: Operand("y", "..."), attributes: [rate])

  public static let examples = [
    OpExample(["rate": 0.5], inputs: [Tensor([3], [1, 2, 3])], result: Tensor([3], [1, 2, 3])),
    OpExample(
      ["rate": 0], inputs: [Tensor([3], [1, 2, 3])], result: Tensor([3], [1, 2, 3]),
      mode: .training),
  ]

  let rate: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    rate = try attributes[Self.rate]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    guard builder.mode == .training, rate > 0 else { return inputs[0] }
    let op = RandomZeros(rate: Float(rate), stream: StableHash.fnv1a(builder.scope))
    return try builder.append(op, inputs)[0]
  }
}

/// The kernel of ``Dropout``.
struct RandomZeros: Op {
  let name = "dropout"
  let rate: Float
  let stream: UInt64

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }

  func forward(_ call: KernelCall) {
    let (x, y, key) = (call.input(0), call.result(0), call.randomKey(stream: stream))
    forEachRun(of: y, with: x) { first, firstOfInput, count, _ in
      forEachBlock(count) { block in
        CounterRandom.dropout(
          x.floats + firstOfInput + block.lowerBound, y.floats + first + block.lowerBound,
          count: block.count, rate: rate, key: key, firstIndex: UInt64(first + block.lowerBound))
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = RandomZerosGradient(
      rate: rate, stream: stream, type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, [dy])[0]]
  }
}

/// `dx[i] = dy[i] / (1 − rate)` for the elements that survived.
struct RandomZerosGradient: GradientOp {
  let name = "dropout_gradient"
  let rate: Float
  let stream: UInt64
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }

  func forward(_ call: KernelCall) {
    let (dy, dx, key) = (call.input(0), call.result(0), call.randomKey(stream: stream))
    if dx.count != dy.count { dx.floats.update(repeating: 0, count: dx.count) }
    forEachRun(of: dy, with: dx) { first, firstOfResult, count, _ in
      forEachBlock(count) { block in
        CounterRandom.dropout(
          dy.floats + first + block.lowerBound, dx.floats + firstOfResult + block.lowerBound,
          count: block.count, rate: rate, key: key, firstIndex: UInt64(first + block.lowerBound))
      }
    }
  }
}
