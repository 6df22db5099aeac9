import Kernels
import Runtime

/// Dropout's kernel while training: `y[i] = x[i] / (1 − rate)` for the elements that survive.
struct RandomZeros: Op {
  let name = "dropout"
  let rate: Float
  private let stream: UInt64

  /// Dropout whose random numbers follow from the node's name.
  init(rate: Float, scope: String) {
    self.rate = rate
    stream = StableHash.fnv1a(scope)
  }

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
