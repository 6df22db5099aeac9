/// `sum = a + b`: adds the gradients of a value that is used twice.
struct Accumulate: GradientOp {
  let name = "accumulate"
  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0), (0, 1)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func forward(_ call: KernelCall) {
    let (a, b, sum) = (call.input(0), call.input(1), call.result(0))
    for index in 0..<sum.count { sum.floats[index] = a.floats[index] + b.floats[index] }
  }

  func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }
}
