import Kernels

/// Adam (Kingma and Ba, 2015, https://arxiv.org/abs/1412.6980), with AMSGrad as an option.
///
/// With a = learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t):
///
///     tensorflow: p -= a * m / (sqrt(v) + epsilon)
///     pytorch:    p -= a * m / (sqrt(v) + epsilon * sqrt(1 - beta2^t))
///
/// which is PyTorch's own p -= lr / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + epsilon).
public struct Adam: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.001)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-8)
  private static let epsilonMode = OptimizerAttributes.epsilonMode(default: .tensorflow)

  public static let schema = ComponentSchema(
    "adam", "Divides the mean gradient by the root of the mean squared gradient.",
    formula: """
      m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + (1 - beta2) * g²
      p -= learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
      """,
    attributes: [
      learningRate, OptimizerAttributes.beta1, OptimizerAttributes.beta2, epsilon, epsilonMode,
      OptimizerAttributes.amsgrad, OptimizerAttributes.weightDecay,
    ])

  public let learningRate: Double
  private let moments: AdamMoments
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    moments = try AdamMoments(attributes, Self.epsilon, Self.epsilonMode)
    weightDecay = try attributes[OptimizerAttributes.weightDecay]
  }

  public var slots: [OptimizerSlot] { moments.slots }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = moments.pass(at: step)
    pass.l2 = Float(weightDecay)
    moments.run(pass, range, buffers)
  }
}
