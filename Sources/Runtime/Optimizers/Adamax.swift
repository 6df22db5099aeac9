import Foundation
import Kernels

/// Adamax (Kingma and Ba, 2015, https://arxiv.org/abs/1412.6980, section 7).
public struct Adamax: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.002)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-8)

  public static let schema = ComponentSchema(
    "adamax", "Divides the mean gradient by the largest recent gradient.",
    formula: """
      m = beta1 * m + (1 - beta1) * g;  u = max(beta2 * u, |g| + epsilon)
      p -= learning_rate / (1 - beta1^t) * m / u
      """,
    attributes: [
      learningRate, OptimizerAttributes.beta1, OptimizerAttributes.beta2, epsilon,
      OptimizerAttributes.weightDecay,
    ])

  public let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let weightDecay: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    learningRate = try attributes[Self.learningRate]
    beta1 = try attributes[OptimizerAttributes.beta1]
    beta2 = try attributes[OptimizerAttributes.beta2]
    epsilon = try attributes[Self.epsilon]
    weightDecay = try attributes[OptimizerAttributes.weightDecay]
  }

  public var slots: [OptimizerSlot] {
    [OptimizerSlot("first_moment"), OptimizerSlot("largest_magnitude")]
  }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    var pass = AdamaxPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.l2 = Float(weightDecay)
    pass.gain1 = Float(1 - beta1)
    pass.beta2 = Float(beta2)
    pass.epsilon = Float(epsilon)
    pass.rate = Float(step.learningRate / (1 - pow(beta1, Double(step.number))))
    let start = range.lowerBound
    pass.update(
      buffers.parameters + start, buffers.gradients + start, buffers.slot(0) + start,
      buffers.slot(1) + start, count: range.count)
  }
}
