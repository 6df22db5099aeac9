import Foundation
import Kernels

/// Rectified Adam (Liu and others, 2020, https://arxiv.org/abs/1908.03265), as PyTorch computes it.
///
/// With r(inf) = 2 / (1 - beta2) - 1 and r = r(inf) - 2 * t * beta2^t / (1 - beta2^t), steps with r
/// of at most 5 leave the second moment out.
public struct RAdam: Optimizer {
  private static let learningRate = OptimizerAttributes.learningRate(default: 0.001)
  private static let epsilon = OptimizerAttributes.epsilon(default: 1e-8)

  public static let schema = ComponentSchema(
    "radam", "Steps as adam once the mean square is reliable, by the mean gradient before.",
    formula: """
      r > 5: p -= learning_rate / (1 - beta1^t) * rect * sqrt(1 - beta2^t) * m / (sqrt(v) + epsilon)
      else: p -= learning_rate / (1 - beta1^t) * m
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
    [OptimizerSlot("first_moment"), OptimizerSlot("second_moment")]
  }

  public func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep) {
    let time = Double(step.number)
    let decayed = pow(beta2, time)
    let longest = 2 / (1 - beta2) - 1
    let length = longest - 2 * time * decayed / (1 - decayed)
    var pass = AdamPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.l2 = Float(weightDecay)
    pass.gain1 = Float(1 - beta1)
    pass.gain2 = Float(1 - beta2)
    var rate = step.learningRate / (1 - pow(beta1, time))
    if length > 5 {
      let rectified =
        (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
      rate *= (rectified * (1 - decayed)).squareRoot()
      pass.epsilon = Float(epsilon)
    } else {
      (pass.rootFactor, pass.epsilon) = (0, 1)
    }
    pass.rate = Float(rate)
    let start = range.lowerBound
    pass.update(
      buffers.parameters + start, buffers.gradients + start, buffers.slot(0) + start,
      buffers.slot(1) + start, count: range.count)
  }
}
