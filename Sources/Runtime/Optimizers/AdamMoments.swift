import Foundation
import Kernels

/// The moments and bias corrections that ``Adam`` and ``AdamW`` share.
struct AdamMoments: Sendable {
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let epsilonMode: EpsilonMode
  private let isAMSGrad: Bool

  init(
    _ attributes: AttributeReader, _ epsilon: Attribute<Double>,
    _ epsilonMode: Attribute<EpsilonMode>
  ) throws(OpError) {
    beta1 = try attributes[OptimizerAttributes.beta1]
    beta2 = try attributes[OptimizerAttributes.beta2]
    self.epsilon = try attributes[epsilon]
    self.epsilonMode = try attributes[epsilonMode]
    isAMSGrad = try attributes[OptimizerAttributes.amsgrad]
  }

  var slots: [OptimizerSlot] {
    let moments = [OptimizerSlot("first_moment"), OptimizerSlot("second_moment")]
    return isAMSGrad ? moments + [OptimizerSlot("largest_second_moment")] : moments
  }

  func pass(at step: OptimizerStep) -> AdamPass {
    let correction1 = 1 - pow(beta1, Double(step.number))
    let correction2 = (1 - pow(beta2, Double(step.number))).squareRoot()
    var pass = AdamPass()
    pass.gradientScale = Float(step.gradientScale)
    pass.gain1 = Float(1 - beta1)
    pass.gain2 = Float(1 - beta2)
    pass.rate = Float(step.learningRate * correction2 / correction1)
    pass.epsilon = Float(epsilonMode == .pytorch ? epsilon * correction2 : epsilon)
    return pass
  }

  func run(_ pass: AdamPass, _ range: Range<Int>, _ buffers: OptimizerBuffers) {
    let start = range.lowerBound
    let (p, g) = (buffers.parameters + start, buffers.gradients + start)
    let (m, v) = (buffers.slot(0) + start, buffers.slot(1) + start)
    if isAMSGrad {
      pass.update(p, g, m, v, largest: buffers.slot(2) + start, count: range.count)
    } else {
      pass.update(p, g, m, v, count: range.count)
    }
  }
}
