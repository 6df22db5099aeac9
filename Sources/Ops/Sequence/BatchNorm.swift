import Kernels
import Runtime

/// `y = gamma · (x − mean) / √(variance + epsilon) + beta`, channel by channel (the last axis).
///
/// In training mean and (biased) variance are the batch's, and the running ones move towards them:
/// `moving = momentum · moving + (1 − momentum) · batch`; in evaluation they are the running ones.
/// Ioffe and Szegedy 2015, with the defaults of TensorFlow's `batch_normalization`.
///
/// With `mask: true` only an example's own steps count, and the result is zero past its end; with
/// `mask: false` the statistics include the padding up to the longest example of the batch.
public struct BatchNorm: CatalogOp {
  static let momentum = Attribute<Double>(
    "momentum", "Share of the running statistics that a step keeps.", default: 0.99, least: 0,
    most: 1)
  static let epsilon = Attribute<Double>(
    "epsilon", "Added to the variance.", default: 1e-3, above: 0)
  static let mask = Attribute<Bool>(
    "mask", "Whether steps past an example's end are left out.", default: true)

  public static let schema = OpSchema(
    "batch_norm", "Normalises each channel over the examples and steps of a batch.",
    elsewhere: ["batch_normalization", "batchnorm1d"],
    formula: "y = gamma · (x − mean) / √(variance + epsilon) + beta",
    group: .normalization, inputs: [Operand("x", "... channels", "values with channels last")],
    result: Operand("y", "... channels"), attributes: [momentum, epsilon, mask])

  public static let examples = [
    OpExample(
      ["epsilon": 3], inputs: [Tensor([2, 1], [4, 6])],
      parameters: ["gamma": Tensor([1], [2]), "beta": Tensor([1], [1])],
      result: Tensor([2, 1], [0, 2]), mode: .training),
    OpExample(
      ["epsilon": 3], inputs: [Tensor([1, 1], [4])],
      parameters: ["moving_mean": Tensor([1], [2]), "moving_variance": Tensor([1], [1])],
      result: Tensor([1, 1], [1])),
  ]

  let momentum: Double
  let epsilon: Double
  let isMasked: Bool

  public init(_ attributes: AttributeReader) throws(OpError) {
    momentum = try attributes[Self.momentum]
    epsilon = try attributes[Self.epsilon]
    isMasked = try attributes[Self.mask]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let axes = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let channels = [try axes.fixedSize("channels")]
    let gamma = builder.parameter("gamma", channels, .ones)
    let beta = builder.parameter("beta", channels, .zeros)
    let mean = builder.state("moving_mean", channels, .zeros)
    let variance = builder.state("moving_variance", channels, .ones)
    guard builder.mode == .training else {
      let op = Normalization(epsilon: Float(epsilon), isMasked: isMasked)
      return try builder.append(op, [inputs[0], gamma, beta, mean, variance])[0]
    }
    let op = BatchNormalization(
      momentum: Float(momentum), epsilon: Float(epsilon), isMasked: isMasked)
    let results = try builder.append(op, [inputs[0], gamma, beta, mean, variance])
    builder.update(mean, to: results[2])
    builder.update(variance, to: results[3])
    return results[0]
  }
}
