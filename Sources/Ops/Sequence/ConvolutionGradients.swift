import Kernels
import Runtime

/// `dx[b, s, i] = Σ dy[b, t, o] · kernel[k, i, o]` over the taps and windows that read step `s`.
///
/// The same gathering as forward, on `dy`, with the kernel's taps transposed.
struct ConvolutionInputGradient: GradientOp {
  let name = "conv1d_input_gradient"
  let window: Window
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func scratchCount(_ call: KernelCall) -> Int { scratchCount(kernel: call.input(0)) }

  func scratchCount(kernel: TensorView) -> Int {
    let columns = window.taps * kernel.size(2) / window.groups
    return kernel.count + window.scratchCount(columns: columns)
  }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.result(0).rows) * Double(call.input(0).count)
  }

  func forward(_ call: KernelCall) {
    forward(
      kernel: call.input(0), dy: call.input(1), dx: call.result(0), scratch: call.scratch)
  }

  func forward(
    kernel: TensorView, dy: TensorView, dx: TensorView, scratch: UnsafeMutablePointer<Float>
  ) {
    let (inputs, outputs) = (kernel.size(1), kernel.size(2) / window.groups)
    let columns = window.taps * outputs
    transposeTaps(kernel, into: scratch)
    window.forEachBlock(
      rows: dx.rows, columns: columns, scratch: scratch + kernel.count
    ) { rows, gathered in
      for group in 0..<window.groups {
        window.gatherWindows(
          of: dy, channels: group * outputs..<(group + 1) * outputs, for: rows, of: dx,
          into: gathered)
        Gemm.gemm(
          false, false, m: rows.count, n: inputs, k: columns, gathered, lda: columns,
          scratch + group * columns * inputs, ldb: inputs,
          dx.floats + rows.lowerBound * dx.width + group * inputs, ldc: dx.width)
      }
    }
  }

  /// Writes `[group][tap, out, in]`.
  private func transposeTaps(_ kernel: TensorView, into target: UnsafeMutablePointer<Float>) {
    let (inputs, all) = (kernel.size(1), kernel.size(2))
    let outputs = all / window.groups
    for tap in 0..<window.taps {
      for channel in 0..<inputs {
        let row = kernel.floats + (tap * inputs + channel) * all
        for output in 0..<all {
          let (group, local) = (output / outputs, output % outputs)
          target[((group * window.taps + tap) * outputs + local) * inputs + channel] = row[output]
        }
      }
    }
  }
}

/// `dkernel[k, i, o] = Σ x[b, t·stride + k·dilation − left, i] · dy[b, t, o]`, block by block in a
/// fixed order.
struct ConvolutionKernelGradient: GradientOp {
  let name = "conv1d_kernel_gradient"
  let window: Window
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func scratchCount(_ call: KernelCall) -> Int {
    Window.blockRows * window.taps * call.result(0).size(1)
  }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.input(1).rows) * Double(call.result(0).count)
  }

  func forward(_ call: KernelCall) {
    let (x, dy, kernel) = (call.input(0), call.input(1), call.result(0))
    let (inputs, outputs) = (kernel.size(1), kernel.size(2) / window.groups)
    let columns = window.taps * inputs
    kernel.floats.update(repeating: 0, count: kernel.count)
    for first in stride(from: 0, to: dy.rows, by: Window.blockRows) {
      let rows = first..<min(first + Window.blockRows, dy.rows)
      for group in 0..<window.groups {
        let gathered = call.scratch
        window.gatherInputs(
          of: x, channels: group * inputs..<(group + 1) * inputs, for: rows, of: dy, into: gathered)
        Gemm.gemm(
          true, false, m: columns, n: outputs, k: rows.count, gathered, lda: columns,
          dy.floats + first * dy.width + group * outputs, ldb: dy.width, beta: 1,
          kernel.floats + group * outputs, ldc: kernel.size(2))
      }
    }
  }
}
