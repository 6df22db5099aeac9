import Runtime

/// `y = gamma · (x − mean) / √(variance + epsilon) + beta`, with mean and (biased) variance over the
/// last `axes` axes of each row.
///
/// Ba, Kiros and Hinton 2016.
public struct LayerNorm: CatalogOp {
  static let axes = Attribute<Int>(
    "axes", "How many of the last axes are normalised together.", default: 1, least: 1)
  static let epsilon = Attribute<Double>(
    "epsilon", "Added to the variance.", default: 1e-3, above: 0)

  public static let schema = OpSchema(
    "layer_norm", "Normalises the features of each row.",
    elsewhere: ["layer_normalization"],
    formula: "y = gamma · (x − mean) / √(variance + epsilon) + beta",
    group: .normalization, inputs: [Operand("x", "...", "values with features last")],
    result: Operand("y", "..."),
    attributes: [axes, epsilon])

  public static let examples = [
    OpExample(
      ["epsilon": 3], inputs: [Tensor([1, 2], [4, 6])],
      parameters: ["gamma": Tensor([2], [2, 4]), "beta": Tensor([2], [0, 1])],
      result: Tensor([1, 2], [-1, 3]))
  ]

  let axes: Int
  let epsilon: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    axes = try attributes[Self.axes]
    epsilon = try attributes[Self.epsilon]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let sizes = try featureSizes(builder.type(of: inputs[0]), axes: axes, of: Self.schema.name)
    let gamma = builder.parameter("gamma", sizes, .ones)
    let beta = builder.parameter("beta", sizes, .zeros)
    let op = LayerNormalization(epsilon: Float(epsilon))
    return try builder.append(op, [inputs[0], gamma, beta])[0]
  }
}

/// The kernel of ``LayerNorm``; a row has as many elements as `gamma`.
struct LayerNormalization: Op {
  let name = "layer_norm"
  let epsilon: Float

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType(inputs[0].dims, tail: inputs[0].isRagged ? .arbitrary : .zero)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.map { $0.isRagged ? result : 0 }
  }

  func flops(_ call: KernelCall) -> Double { 7 * Double(call.result(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, beta, y) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let size = gamma.count
    forEachFeatureRow(of: y, with: x, size: size) { to, from in
      let (mean, inverse) = moments(from, count: size, epsilon: epsilon)
      for c in 0..<size {
        to[c] = (from[c] - mean) * inverse * gamma.floats[c] + beta.floats[c]
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = LayerNormalizationGradient(
      epsilon: epsilon, type: builder.type(of: call.inputs[0]),
      parameter: builder.type(of: call.inputs[1]))
    return try builder.append(op, [call.inputs[0], call.inputs[1], dy])
  }
}

/// With `x̂ = (x − mean) · inverse` and `g = dy · gamma`:
/// `dx = inverse · (g − mean(g) − x̂ · mean(g · x̂))`, `dgamma = Σ dy · x̂`, `dbeta = Σ dy`.
struct LayerNormalizationGradient: GradientOp {
  let name = "layer_norm_gradient"
  let epsilon: Float
  let type: TensorType
  let parameter: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [type, parameter, parameter]
  }

  func flops(_ call: KernelCall) -> Double { 14 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let (dgamma, dbeta) = (call.result(1).floats, call.result(2).floats)
    let size = gamma.count
    dx.floats.update(repeating: 0, count: dx.count)
    dgamma.update(repeating: 0, count: size)
    dbeta.update(repeating: 0, count: size)
    forEachFeatureRow(of: dy, with: x, size: size) { up, from in
      let to = dx.floats + (from - x.floats)
      let (mean, inverse) = moments(from, count: size, epsilon: epsilon)
      var (sum, product): (Double, Double) = (0, 0)
      for c in 0..<size {
        let normal = (from[c] - mean) * inverse
        dgamma[c] += up[c] * normal
        dbeta[c] += up[c]
        let scaled = up[c] * gamma.floats[c]
        sum += Double(scaled)
        product += Double(scaled) * Double(normal)
      }
      let (meanOfSum, meanOfProduct) = (Float(sum / Double(size)), Float(product / Double(size)))
      for c in 0..<size {
        let normal = (from[c] - mean) * inverse
        to[c] = inverse * (up[c] * gamma.floats[c] - meanOfSum - normal * meanOfProduct)
      }
    }
  }
}

/// The mean and `1 / √(variance + epsilon)` of a row, from sums in double precision.
private func moments(
  _ row: UnsafeMutablePointer<Float>, count: Int, epsilon: Float
) -> (mean: Float, inverse: Float) {
  var sum = 0.0
  for c in 0..<count { sum += Double(row[c]) }
  let mean = sum / Double(max(1, count))
  var squares = 0.0
  for c in 0..<count { squares += (Double(row[c]) - mean) * (Double(row[c]) - mean) }
  let variance = squares / Double(max(1, count))
  return (Float(mean), Float(1 / (variance + Double(epsilon)).squareRoot()))
}
