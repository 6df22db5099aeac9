import Kernels
import Runtime

/// `sum[c] = Σ x[…, c]`: the gradient of a bias.
///
/// With `isMasked` the steps past an example's end do not count; without, those that are stored do.
struct StepSum: GradientOp {
  let name = "step_sum"
  let isMasked: Bool

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType([inputs[0].dims[inputs[0].rank - 1]])]
  }

  func flops(_ call: KernelCall) -> Double { Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, sum) = (call.input(0), call.result(0))
    let width = x.width
    guard isMasked, x.isRagged else {
      return RowKernels.columnSums(
        x.floats, rows: x.rows, columns: width, stride: width, into: sum.floats)
    }
    let (steps, rowsPerStep) = (x.steps, x.stepSize / max(width, 1))
    sum.floats.update(repeating: 0, count: sum.count)
    for example in 0..<steps.batch {
      RowKernels.columnSums(
        x.floats + steps.start(example) * x.stepSize, rows: steps.length(example) * rowsPerStep,
        columns: width, stride: width, into: sum.floats, accumulate: true)
    }
  }
}
