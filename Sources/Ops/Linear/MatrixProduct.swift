import Kernels
import Runtime

/// `y[…, u] = bias[u] + Σ x[…, i] · kernel[i, u]`: one matrix for every row of `x`.
struct MatrixProduct: Op {
  let name: String

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    var type = inputs[0]
    type.dims[type.rank - 1] = inputs[1].dims[1]
    let isZero = !type.isRagged || (inputs.count == 2 && type.tail == .zero)
    return [TensorType(type.dims, tail: isZero ? .zero : .arbitrary)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.indices.map { $0 == 0 && inputs[0].isRagged ? result : 0 }
  }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.result(0).rows) * Double(call.input(1).count)
  }

  func forward(_ call: KernelCall) {
    let (x, kernel, y) = (call.input(0), call.input(1), call.result(0))
    let (inputs, outputs) = (kernel.size(0), kernel.size(1))
    if call.inputCount > 2 {
      RowKernels.setBias(
        call.input(2).floats, in: y.floats, rows: y.rows, columns: outputs, stride: outputs)
    }
    forEachRun(of: y, with: x) { first, firstOfInput, _, rows in
      Gemm.parallelGemm(
        false, false, m: rows, n: outputs, k: inputs, x.floats + firstOfInput, lda: inputs,
        kernel.floats, ldb: outputs, beta: call.inputCount > 2 ? 1 : 0, y.floats + first,
        ldc: outputs)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let (x, kernel) = (call.inputs[0], call.inputs[1])
    var gradients: [Value?] = [nil, nil, nil]
    if call.wantsGradient[0] {
      let op = MatrixProductInputGradient(name: "\(name)_input_gradient", type: builder.type(of: x))
      gradients[0] = try builder.append(op, [kernel, dy])[0]
    }
    if call.wantsGradient[1] {
      let op = MatrixProductKernelGradient(
        name: "\(name)_kernel_gradient", type: builder.type(of: kernel))
      gradients[1] = try builder.append(op, [x, dy])[0]
    }
    if call.inputs.count > 2 {
      gradients[2] = try builder.append(StepSum(isMasked: false), [dy])[0]
    }
    return gradients
  }
}

/// `dx[…, i] = Σ dy[…, u] · kernel[i, u]`, summed over `u`.
struct MatrixProductInputGradient: GradientOp {
  let name: String
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.input(1).rows) * Double(call.input(0).count)
  }

  func forward(_ call: KernelCall) {
    let (kernel, dy, dx) = (call.input(0), call.input(1), call.result(0))
    let (inputs, outputs) = (kernel.size(0), kernel.size(1))
    if dx.rows != dy.rows { dx.floats.update(repeating: 0, count: dx.count) }
    forEachRun(of: dy, with: dx) { first, firstOfResult, _, rows in
      Gemm.parallelGemm(
        false, true, m: rows, n: inputs, k: outputs, dy.floats + first, lda: outputs,
        kernel.floats, ldb: outputs, dx.floats + firstOfResult, ldc: inputs)
    }
  }
}

/// `dkernel[i, u] = Σ x[…, i] · dy[…, u]`, summed over the rows.
struct MatrixProductKernelGradient: GradientOp {
  let name: String
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.input(1).rows) * Double(call.result(0).count)
  }

  func forward(_ call: KernelCall) {
    let (x, dy, dkernel) = (call.input(0), call.input(1), call.result(0))
    let (inputs, outputs) = (dkernel.size(0), dkernel.size(1))
    dkernel.floats.update(repeating: 0, count: dkernel.count)
    forEachRun(of: dy, with: x) { first, firstOfInput, _, rows in
      Gemm.parallelGemm(
        true, false, m: inputs, n: outputs, k: rows, x.floats + firstOfInput, lda: inputs,
        dy.floats + first, ldb: outputs, beta: 1, dkernel.floats, ldc: outputs)
    }
  }
}
