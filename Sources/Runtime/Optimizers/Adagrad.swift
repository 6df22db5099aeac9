import Kernels

/// Adagrad (Duchi, Hazan and Singer, 2011).
public struct Adagrad: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.01)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-10)
  private static let initialAccumulator = Attribute<Double>(
    "initial_accumulator", "The sum of squares before the first step.", default: 0.1, least: 0)
  private static let learningRateDecay = Attribute<Double>(
    "learning_rate_decay", "Divides the learning rate by 1 + this times the steps done.",
    default: 0, least: 0)

  public static let schema = ComponentSchema(
    "adagrad", "Divides the gradient by the root of the sum of its squares so far.",
    formula: "s += g²;  p -= learning_rate / (1 + learning_rate_decay * (t - 1)) * g / "
      + "(sqrt(s) + epsilon)",
    attributes: [
      learningRate, initialAccumulator, learningRateDecay, epsilon, OptimizerAttributes.weightDecay,
    ])

  public let learningRate: Double
  private let initialAccumulator: Double
  private let learningRateDecay: Double
  private let epsilon: Double
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    initialAccumulator = try attributes[Self.initialAccumulator]
    learningRateDecay = try attributes[Self.learningRateDecay]
    epsilon = try attributes[Self.epsilon]
    weightDecay = try attributes[OptimizerAttributes.weightDecay]
    if initialAccumulator == 0 && epsilon == 0 {
      throw OpError(
        .attribute(Self.epsilon.name),
        "`epsilon` and `initial_accumulator` are both 0: a zero gradient would become NaN")
    }
  }

  public var slots: [OptimizerSlot] {
    [OptimizerSlot("sum_of_squares", initialValue: Float(initialAccumulator))]
  }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = AdagradPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.l2 = Float(weightDecay)
    pass.rate = Float(step.learningRate / (1 + learningRateDecay * Double(step.number - 1)))
    pass.epsilon = Float(epsilon)
    let start = range.lowerBound
    pass.update(
      buffers.parameters + start, buffers.gradients + start, buffers.slot(0) + start,
      count: range.count)
  }
}
