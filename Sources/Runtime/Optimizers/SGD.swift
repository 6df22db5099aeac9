import Kernels

/// Gradient descent, with momentum in Polyak's or Nesterov's form.
///
/// The first step fills the momentum buffer with the gradient itself, whatever the dampening.
public struct SGD: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.01)
  private static let dampening = Attribute<Double>(
    "dampening", "How much less of each gradient enters the momentum.", default: 0, least: 0,
    most: 1)
  private static let nesterov = Attribute<Bool>(
    "nesterov", "Steps by the gradient plus the momentum ahead.", default: false)

  public static let schema = ComponentSchema(
    "sgd", "Steps against the gradient.",
    formula: """
      b = momentum * b + (1 - dampening) * g
      p -= learning_rate * b;  with nesterov: p -= learning_rate * (g + momentum * b)
      """,
    attributes: [
      learningRate, OptimizerAttributes.momentum, dampening, nesterov,
      OptimizerAttributes.weightDecay,
    ])

  public let learningRate: Double
  private let momentum: Double
  private let dampening: Double
  private let isNesterov: Bool
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    momentum = try attributes[OptimizerAttributes.momentum]
    dampening = try attributes[Self.dampening]
    isNesterov = try attributes[Self.nesterov]
    weightDecay = try attributes[OptimizerAttributes.weightDecay]
    if isNesterov && (momentum == 0 || dampening != 0) {
      throw OpError(
        .attribute(Self.nesterov.name),
        "`nesterov` wants `momentum` above 0 and `dampening` 0, not \(momentum) and \(dampening)")
    }
  }

  public var slots: [OptimizerSlot] { momentum > 0 ? [OptimizerSlot("momentum")] : [] }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = MomentumPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.l2 = Float(weightDecay)
    pass.rate = Float(step.learningRate)
    let start = range.lowerBound
    let (p, g) = (buffers.parameters + start, buffers.gradients + start)
    guard momentum > 0 else { return pass.update(p, g, count: range.count) }
    pass.momentum = Float(momentum)
    pass.gain = step.number == 1 ? 1 : Float(1 - dampening)
    pass.direct = isNesterov ? 1 : 0
    pass.indirect = isNesterov ? Float(momentum) : 1
    pass.update(p, g, buffers.slot(0) + start, count: range.count)
  }
}
