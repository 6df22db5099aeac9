import Runtime

/// `y = gamma · x / √(mean x² + epsilon)`, with the mean over the last `axes` axes of each row.
///
/// Zhang and Sennrich 2019. The default of `epsilon` is that of Keras' `RMSNormalization`; PyTorch
/// takes the machine's precision, 1.2e-7.
struct RMSNorm: CatalogOp {
  static let axes = Attribute<Int>(
    "axes", "How many of the last axes are normalised together.", default: 1, least: 1)
  static let epsilon = Attribute<Double>(
    "epsilon", "Added to the mean of the squares.", default: 1e-6, above: 0)

  static let schema = OpSchema(
    "rms_norm", "Scales the features of each row to a mean square of 1.",
    elsewhere: ["rms_normalization"],
    formula: "y = gamma · x / √(mean x² + epsilon)",
    group: .normalization, inputs: [Operand("x", "...", "values with features last")],
    result: Operand("y", "..."),
    attributes: [axes, epsilon])

  static let examples = [
    OpExample(
      ["epsilon": 3.5], inputs: [Tensor([1, 2], [3, 4])],
      parameters: ["gamma": Tensor([2], [2, 4])], result: Tensor([1, 2], [1.5, 4])),
    OpExample(
      ["epsilon": 0.5], inputs: [Tensor([2, 2, 2], [1, 2, -2, 1, 0, 1, 9, 9])], lengths: [2, 1]),
  ]

  private let axes: Int
  private let epsilon: Double

  init(_ attributes: AttributeReader) throws(OpError) {
    axes = try attributes[Self.axes]
    epsilon = try attributes[Self.epsilon]
  }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let sizes = try featureSizes(builder.type(of: inputs[0]), axes: axes, of: Self.schema.name)
    let gamma = builder.parameter("gamma", sizes, .ones)
    let op = RMSNormalization(epsilon: Float(epsilon))
    return try builder.append(op, [inputs[0], gamma])[0]
  }
}

/// The kernel of ``RMSNorm``; a row has as many elements as `gamma`.
struct RMSNormalization: Op {
  let name = "rms_norm"
  let epsilon: Float

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType(inputs[0].dims, tail: inputs[0].tail)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.map { $0.isRagged ? result : 0 }
  }

  func flops(_ call: KernelCall) -> Double { 4 * Double(call.result(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, y) = (call.input(0), call.input(1), call.result(0))
    forEachFeatureRow(of: y, with: x, size: gamma.count) { to, from in
      let inverse = inverseScale(from, count: gamma.count, epsilon: epsilon)
      for c in 0..<gamma.count { to[c] = from[c] * inverse * gamma.floats[c] }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = RMSNormalizationGradient(
      epsilon: epsilon, type: builder.type(of: call.inputs[0]),
      parameter: builder.type(of: call.inputs[1]))
    return try builder.append(op, [call.inputs[0], call.inputs[1], dy])
  }
}

/// With `x̂ = x · inverse` and `g = dy · gamma`: `dx = inverse · (g − x̂ · mean(g · x̂))`,
/// `dgamma = Σ dy · x̂`.
struct RMSNormalizationGradient: GradientOp {
  let name = "rms_norm_gradient"
  let epsilon: Float
  let type: TensorType
  let parameter: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type, parameter] }

  func flops(_ call: KernelCall) -> Double { 9 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let (size, dgamma) = (gamma.count, call.result(1).floats)
    dx.floats.update(repeating: 0, count: dx.count)
    dgamma.update(repeating: 0, count: size)
    forEachFeatureRow(of: dy, with: x, size: size) { up, from in
      let to = dx.floats + (from - x.floats)
      let inverse = inverseScale(from, count: size, epsilon: epsilon)
      var product = 0.0
      for c in 0..<size {
        let normal = from[c] * inverse
        dgamma[c] += up[c] * normal
        product += Double(up[c] * gamma.floats[c]) * Double(normal)
      }
      let mean = Float(product / Double(size))
      for c in 0..<size {
        to[c] = inverse * (up[c] * gamma.floats[c] - from[c] * inverse * mean)
      }
    }
  }
}

/// `1 / √(mean x² + epsilon)` of a row, from a sum in double precision.
private func inverseScale(
  _ row: UnsafeMutablePointer<Float>, count: Int, epsilon: Float
) -> Float {
  var squares = 0.0
  for c in 0..<count { squares += Double(row[c]) * Double(row[c]) }
  return Float(1 / (squares / Double(max(1, count)) + Double(epsilon)).squareRoot())
}
