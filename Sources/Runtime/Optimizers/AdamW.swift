import Kernels

/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019, https://arxiv.org/abs/1711.05101).
///
/// The parameter first shrinks by `learning_rate * weight_decay`, then ``Adam``'s step follows.
public struct AdamW: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.001)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-8)
  private static let epsilonMode = OptimizerAttributes.epsilonMode(default: .pytorch)

  public static let schema = ComponentSchema(
    "adamw", "Shrinks the parameters apart from the gradient, then steps as adam.",
    formula: "p *= 1 - learning_rate * weight_decay, then as adam",
    attributes: [
      learningRate, OptimizerAttributes.beta1, OptimizerAttributes.beta2, epsilon, epsilonMode,
      OptimizerAttributes.amsgrad, OptimizerAttributes.decoupledWeightDecay,
    ])

  public let learningRate: Double
  private let moments: AdamMoments
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    moments = try AdamMoments(attributes, Self.epsilon, Self.epsilonMode)
    weightDecay = try attributes[OptimizerAttributes.decoupledWeightDecay]
  }

  public var slots: [OptimizerSlot] { moments.slots }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = moments.pass(at: step)
    pass.keep = Float(1 - step.learningRate * weightDecay)
    moments.run(pass, range, buffers)
  }
}
