import Kernels

/// RMSProp (Tieleman and Hinton, 2012), in TensorFlow's or PyTorch's form.
///
///     tensorflow: b = momentum * b + learning_rate * g / sqrt(v + epsilon);  p -= b
///     pytorch:    b = momentum * b + g / (sqrt(v) + epsilon);  p -= learning_rate * b
public struct RMSProp: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.001)
  private static let rho = Attribute<Double>(
    "rho", "What remains of the mean square in a step.", default: 0.9, least: 0, below: 1)
  private static let centered = Attribute<Bool>(
    "centered", "Divides by the deviation instead of the mean square.", default: false)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-7)
  private static let epsilonMode = OptimizerAttributes.epsilonMode(default: .tensorflow)
  private static let initialMeanSquare = Attribute<Double>(
    "initial_mean_square", "The mean square before the first step: 1 in TensorFlow, 0 in PyTorch.",
    optional: true, least: 0)

  public static let schema = ComponentSchema(
    "rmsprop", "Divides the gradient by the root of its mean square.",
    formula: """
      v = rho * v + (1 - rho) * g²
      tensorflow: b = momentum * b + learning_rate * g / sqrt(v + epsilon);  p -= b
      pytorch: b = momentum * b + g / (sqrt(v) + epsilon);  p -= learning_rate * b
      """,
    attributes: [
      learningRate, rho, OptimizerAttributes.momentum, centered, epsilon, epsilonMode,
      initialMeanSquare, OptimizerAttributes.weightDecay,
    ])

  public let learningRate: Double
  private let rho: Double
  private let momentum: Double
  private let isCentered: Bool
  private let epsilon: Double
  private let epsilonMode: EpsilonMode
  private let initialMeanSquare: Double
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    rho = try attributes[Self.rho]
    momentum = try attributes[OptimizerAttributes.momentum]
    isCentered = try attributes[Self.centered]
    epsilon = try attributes[Self.epsilon]
    epsilonMode = try attributes[Self.epsilonMode]
    let given = try attributes.optional(Self.initialMeanSquare)
    initialMeanSquare = given ?? (epsilonMode == .tensorflow ? 1 : 0)
    weightDecay = try attributes[OptimizerAttributes.weightDecay]
  }

  public var slots: [OptimizerSlot] {
    var slots = [OptimizerSlot("mean_square", initialValue: Float(initialMeanSquare))]
    if isCentered { slots.append(OptimizerSlot("mean_gradient")) }
    if momentum > 0 { slots.append(OptimizerSlot("momentum")) }
    return slots
  }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = RMSPropPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.l2 = Float(weightDecay)
    pass.gain = Float(1 - rho)
    pass.momentum = Float(momentum)
    switch epsilonMode {
    case .tensorflow:
      (pass.innerEpsilon, pass.innerRate) = (Float(epsilon), Float(step.learningRate))
    case .pytorch: (pass.outerEpsilon, pass.outerRate) = (Float(epsilon), Float(step.learningRate))
    }
    let start = range.lowerBound
    pass.update(
      buffers.parameters + start, buffers.gradients + start, buffers.slot(0) + start,
      isCentered ? buffers.slot(1) + start : nil,
      momentum > 0 ? buffers.slot(isCentered ? 2 : 1) + start : nil, count: range.count)
  }
}
