import Runtime

/// Evaluation's kernel of ``BatchNorm``: `y = gamma · (x − mean) / √(variance + epsilon) + beta`
/// with given statistics.
struct Normalization: Op {
  let name = "batch_norm"
  let epsilon: Float
  let isMasked: Bool

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [normalizedType(of: inputs[0], isMasked: isMasked)]
  }

  func flops(_ call: KernelCall) -> Double { 2 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, beta, y) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let (mean, variance) = (call.input(3).floats, call.input(4).floats)
    forEachRow(of: y, reading: x) { to, from in
      for c in 0..<gamma.count {
        let scale = gamma.floats[c] / (variance[c] + epsilon).squareRoot()
        to[c] = (from[c] - mean[c]) * scale + beta.floats[c]
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = NormalizationGradient(
      epsilon: epsilon, isMasked: isMasked, type: builder.type(of: call.inputs[0]),
      channels: builder.type(of: call.inputs[1]))
    let inputs = [call.inputs[0], call.inputs[1], call.inputs[3], call.inputs[4], dy]
    let gradients = try builder.append(op, inputs)
    return [gradients[0], gradients[1], gradients[2], nil, nil]
  }
}

/// `dx = gamma · dy / √(variance + epsilon)`, `dgamma = Σ dy · x̂`, `dbeta = Σ dy`.
struct NormalizationGradient: GradientOp {
  let name = "normalization_gradient"
  let epsilon: Float
  let isMasked: Bool
  let type: TensorType
  let channels: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [type, channels, channels]
  }

  func forward(_ call: KernelCall) {
    let (x, gamma, dy) = (call.input(0), call.input(1), call.input(4))
    let (mean, variance) = (call.input(2).floats, call.input(3).floats)
    let (dx, dgamma, dbeta) = (call.result(0), call.result(1).floats, call.result(2).floats)
    dgamma.update(repeating: 0, count: gamma.count)
    dbeta.update(repeating: 0, count: gamma.count)
    dx.floats.update(repeating: 0, count: dx.count)
    forEachRow(of: dy, reading: x, isMasked: isMasked) { dy, x in
      for c in 0..<gamma.count {
        dbeta[c] += dy[c]
        dgamma[c] += dy[c] * (x[c] - mean[c]) / (variance[c] + epsilon).squareRoot()
      }
    }
    forEachRow(of: dy, reading: dx, isMasked: isMasked) { dy, dx in
      for c in 0..<gamma.count {
        dx[c] = dy[c] * gamma.floats[c] / (variance[c] + epsilon).squareRoot()
      }
    }
  }
}
