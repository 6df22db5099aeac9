import Runtime

/// Training's kernel of ``BatchNorm``: results `y`, `statistics [2, channels]` (mean and
/// 1 / √(variance + epsilon)), and the new running mean and variance.
struct BatchNormalization: Op {
  let name = "batch_norm"
  let momentum: Float
  let epsilon: Float
  let isMasked: Bool

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let channels = inputs[1].dims[0]
    return [
      normalizedType(of: inputs[0], isMasked: isMasked), TensorType([.fixed(2), channels]),
      inputs[3], inputs[4],
    ]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.indices.map { $0 == 0 && inputs[0].isRagged ? (isMasked ? result : .max) : 0 }
  }

  func flops(_ call: KernelCall) -> Double { 6 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, y, statistics) = (call.input(0), call.result(0), call.result(1))
    let channels = call.input(1).count
    let (mean, inverse) = (statistics.floats, statistics.floats + channels)
    let rows = ChannelRows(x, isMasked: isMasked)
    rows.moments(mean: mean, variance: inverse)
    for c in 0..<channels {
      call.result(2).floats[c] = momentum * call.input(3).floats[c] + (1 - momentum) * mean[c]
      call.result(3).floats[c] = momentum * call.input(4).floats[c] + (1 - momentum) * inverse[c]
      inverse[c] = 1 / (inverse[c] + epsilon).squareRoot()
    }
    let (gamma, beta) = (call.input(1).floats, call.input(2).floats)
    forEachRow(of: y, reading: x) { to, from in
      for c in 0..<channels { to[c] = (from[c] - mean[c]) * (inverse[c] * gamma[c]) + beta[c] }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = BatchNormalizationGradient(
      isMasked: isMasked, type: builder.type(of: call.inputs[0]),
      channels: builder.type(of: call.inputs[1]))
    let gradients = try builder.append(
      op, [call.inputs[0], call.inputs[1], call.results[1], dy])
    return [gradients[0], gradients[1], gradients[2], nil, nil]
  }
}

/// With `x̂ = (x − mean) · inverse` and n rows:
/// `dgamma = Σ dy · x̂`, `dbeta = Σ dy`,
/// `dx = gamma · inverse · (dy − dbeta / n − x̂ · dgamma / n)`.
struct BatchNormalizationGradient: GradientOp {
  let name = "batch_norm_gradient"
  let isMasked: Bool
  let type: TensorType
  let channels: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [type, channels, channels]
  }

  func flops(_ call: KernelCall) -> Double { 8 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, statistics, dy) = (call.input(0), call.input(1), call.input(2), call.input(3))
    let (dx, dgamma, dbeta) = (call.result(0), call.result(1).floats, call.result(2).floats)
    let count = gamma.count
    let (mean, inverse) = (statistics.floats, statistics.floats + count)
    dgamma.update(repeating: 0, count: count)
    dbeta.update(repeating: 0, count: count)
    forEachRow(of: dy, reading: x, isMasked: isMasked) { dy, x in
      for c in 0..<count {
        dbeta[c] += dy[c]
        dgamma[c] += dy[c] * (x[c] - mean[c]) * inverse[c]
      }
    }
    let rows = Float(max(1, ChannelRows(x, isMasked: isMasked).rows))
    // A step of x that y does not store has no gradient of its own but shares the statistics'.
    if isMasked { dx.floats.update(repeating: 0, count: dx.count) }
    forEachRow(of: dx, reading: x, isMasked: isMasked) { dx, x in
      for c in 0..<count {
        let normal = (x[c] - mean[c]) * inverse[c]
        dx[c] = -gamma.floats[c] * inverse[c] * (dbeta[c] + normal * dgamma[c]) / rows
      }
    }
    forEachRow(of: dy, reading: dx, isMasked: isMasked) { dy, dx in
      for c in 0..<count { dx[c] += gamma.floats[c] * inverse[c] * dy[c] }
    }
  }
}

/// The type of a normalised value: what lies past an example's end is zero when it is masked.
func normalizedType(of x: TensorType, isMasked: Bool) -> TensorType {
  TensorType(x.dims, tail: isMasked || !x.isRagged ? .zero : .arbitrary)
}
