import Runtime

/// `y = a + b`, in the place of either.
struct SumOp: Op {
  let name = "sum"
  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0), (0, 1)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func forward(_ call: KernelCall) {
    let (a, b, y) = (call.input(0), call.input(1), call.result(0))
    for index in 0..<y.count { y.floats[index] = a.floats[index] + b.floats[index] }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] { [upstream[0], upstream[0]] }
}

/// `y = a · b`; the gradient uses both inputs again.
struct ProductOp: Op {
  let name = "product"

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func forward(_ call: KernelCall) {
    let (a, b, y) = (call.input(0), call.input(1), call.result(0))
    for index in 0..<y.count { y.floats[index] = a.floats[index] * b.floats[index] }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    return [
      try builder.append(self, [dy, call.inputs[1]])[0],
      try builder.append(self, [dy, call.inputs[0]])[0],
    ]
  }
}

/// Two results, `x` backwards and the running sum of `x`, by way of scratch memory; neither can be
/// computed in place.
struct ReversalOp: Op {
  let name = "reversal"

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [inputs[0], inputs[0]]
  }

  func scratchCount(_ call: KernelCall) -> Int { call.input(0).count }

  func forward(_ call: KernelCall) {
    let (x, backwards, sums) = (call.input(0), call.result(0), call.result(1))
    for index in 0..<x.count { backwards.floats[index] = x.floats[x.count - 1 - index] }
    var sum: Float = 0
    for index in 0..<x.count {
      sum += x.floats[index]
      call.scratch[index] = sum
    }
    for index in 0..<x.count { sums.floats[index] = call.scratch[index] }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    throw OpError(.call, "`reversal` has no gradient")
  }
}

/// `y[b, t] = x[b, t + ahead]` as stored, zero where nothing is stored: reads past an example's end.
struct LookAheadOp: Op {
  let name = "look_ahead"
  let ahead: Int

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType(inputs[0].dims, tail: .arbitrary)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    [result == .max ? .max : result + ahead]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    for example in 0..<y.steps.batch {
      for row in 0..<y.steps.extent(example) {
        for c in 0..<y.width {
          y.floats[(y.steps.start(example) + row) * y.width + c] =
            row + ahead < x.steps.extent(example)
            ? x.floats[(x.steps.start(example) + row + ahead) * x.width + c] : 0
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

/// `y = number`, everywhere that is stored.
struct FillOp: Op {
  let name = "fill"
  let number: Float
  let tail: TensorType.Tail

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType(inputs[0].dims, tail: tail)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { [0] }

  func forward(_ call: KernelCall) {
    call.result(0).floats.update(repeating: number, count: call.result(0).count)
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] { [nil] }
}
