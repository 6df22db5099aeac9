import Kernels
import Runtime

/// `dx = f′(x) · dy` for an elementwise `y = f(x)`; reads what the derivative looks at, then `dy`.
struct ElementwiseGradient<Primal: ElementwiseOp>: GradientOp {
  let op: Primal
  /// The type of `x`.
  let type: TensorType

  var name: String { "\(op.name)_gradient" }

  private var operandCount: Int { Primal.derivativeReads == .inputAndResult ? 2 : 1 }

  var inPlacePairs: [(result: Int, input: Int)] { (0...operandCount).map { (0, $0) } }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let last = operandCount
    call.forEachRun(inputs: last + 1) { run in
      let (x, y, dy, dx) = (run.inputs[0], run.inputs[last - 1], run.inputs[last], run.result)
      var index = 0
      while index + 8 <= run.count {
        let slope = op.derivative(VectorMath.load(x + index), VectorMath.load(y + index))
        VectorMath.store(slope * VectorMath.load(dy + index), dx + index)
        index += 8
      }
      let rest = run.count - index
      let slope = op.derivative(
        VectorMath.load(x + index, count: rest), VectorMath.load(y + index, count: rest))
      VectorMath.store(
        slope * VectorMath.load(dy + index, count: rest), dx + index, count: rest)
    }
  }

  func flops(_ call: KernelCall) -> Double { Double(2 * call.result(0).count) }
}
