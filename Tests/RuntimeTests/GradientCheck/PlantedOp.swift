import Runtime

/// `y[b, j] = Σ x[b, i] · kernel[i, j] + bias[j]` with a square kernel, and a gradient with a mistake.
struct PlantedOp: Op {
  /// What is wrong with the gradient.
  enum Mistake: String, CaseIterable, Sendable {
    case none
    case onePercentTooLarge
    case onePercentTooSmallInOneRow
    case halved
    case negated
    case zero
    case missing
    case transposed
    case inputOnePercentTooLarge
    case inputTransposed
    case biasForgetsTheBatch
  }

  let name = "planted"
  let mistake: Mistake

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func forward(_ call: KernelCall) {
    let (x, kernel, bias, y) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let n = kernel.size(0)
    for row in 0..<y.rows {
      for j in 0..<n {
        var sum = bias.floats[j]
        for i in 0..<n { sum += x.floats[row * n + i] * kernel.floats[i * n + j] }
        y.floats[row * n + j] = sum
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = PlantedGradient(mistake: mistake, types: call.inputs.map { builder.type(of: $0) })
    let gradients = try builder.append(op, [call.inputs[0], call.inputs[1], dy])
    return [gradients[0], mistake == .missing ? nil : gradients[1], gradients[2]]
  }
}

struct PlantedGradient: GradientOp {
  let name = "planted_gradient"
  let mistake: PlantedOp.Mistake
  let types: [TensorType]

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { types }

  func forward(_ call: KernelCall) {
    let (x, kernel, dy) = (call.input(0), call.input(1), call.input(2))
    let (dx, dkernel, dbias) = (call.result(0), call.result(1), call.result(2))
    let n = kernel.size(0)
    for index in 0..<dx.count { dx.floats[index] = 0 }
    for index in 0..<dkernel.count { dkernel.floats[index] = 0 }
    for index in 0..<n { dbias.floats[index] = 0 }
    for row in 0..<dy.rows {
      for j in 0..<n {
        let up = dy.floats[row * n + j]
        if mistake != .biasForgetsTheBatch || row == 0 { dbias.floats[j] += up }
        for i in 0..<n {
          let place = mistake == .inputTransposed ? j * n + i : i * n + j
          dx.floats[row * n + i] += up * kernel.floats[place] * inputFactor
          let target = mistake == .transposed ? j * n + i : i * n + j
          dkernel.floats[target] += up * x.floats[row * n + i] * factor(i)
        }
      }
    }
  }

  private var inputFactor: Float { mistake == .inputOnePercentTooLarge ? 1.01 : 1 }

  private func factor(_ row: Int) -> Float {
    switch mistake {
    case .onePercentTooLarge: 1.01
    case .onePercentTooSmallInOneRow: row == 1 ? 0.99 : 1
    case .halved: 0.5
    case .negated: -1
    case .zero: 0
    default: 1
    }
  }
}

/// `y = max(x, 0)` and no gradient, or with one that never stops.
struct KinkOp: Op {
  let name = "kink"
  let isRight: Bool

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    for index in 0..<y.count { y.floats[index] = max(0, x.floats[index]) }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    return isRight ? try builder.append(KinkGradient(), [call.inputs[0], dy]) : [dy]
  }
}

struct KinkGradient: GradientOp {
  let name = "kink_gradient"

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [inputs[0]] }

  func forward(_ call: KernelCall) {
    let (x, dy, dx) = (call.input(0), call.input(1), call.result(0))
    for index in 0..<dx.count { dx.floats[index] = x.floats[index] > 0 ? dy.floats[index] : 0 }
  }
}
