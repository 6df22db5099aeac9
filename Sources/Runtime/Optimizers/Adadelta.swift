import Kernels

/// Adadelta (Zeiler, 2012, https://arxiv.org/abs/1212.5701).
public struct Adadelta: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 1)
  private static let rho = Attribute<Double>(
    "rho", "What remains of the mean squares in a step.", default: 0.9, least: 0, below: 1)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-6)

  public static let schema = ComponentSchema(
    "adadelta", "Scales the gradient by the ratio of the mean sizes of steps and gradients.",
    formula: """
      v = rho * v + (1 - rho) * g²;  d = sqrt(u + epsilon) / sqrt(v + epsilon) * g
      u = rho * u + (1 - rho) * d²;  p -= learning_rate * d
      """,
    attributes: [learningRate, rho, epsilon, OptimizerAttributes.weightDecay])

  public let learningRate: Double
  private let rho: Double
  private let epsilon: Double
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    rho = try attributes[Self.rho]
    epsilon = try attributes[Self.epsilon]
    weightDecay = try attributes[OptimizerAttributes.weightDecay]
  }

  public var slots: [OptimizerSlot] {
    [OptimizerSlot("mean_square"), OptimizerSlot("mean_squared_step")]
  }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = AdadeltaPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.l2 = Float(weightDecay)
    pass.gain = Float(1 - rho)
    pass.epsilon = Float(epsilon)
    pass.rate = Float(step.learningRate)
    let start = range.lowerBound
    pass.update(
      buffers.parameters + start, buffers.gradients + start, buffers.slot(0) + start,
      buffers.slot(1) + start, count: range.count)
  }
}
