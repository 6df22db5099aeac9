import Foundation

/// A learning rate that drops at given steps.
public struct MultistepSchedule: LearningRateSchedule {
  private static let milestones = Attribute<[Int]>("at", "The steps of the drops.", least: 0)
  private static let gamma = Attribute<Double>(
    "gamma", "What a drop multiplies by.", default: 0.1, above: 0)

  public static let schema = ComponentSchema(
    "multistep", "Multiplies the learning rate at given steps.",
    formula: "gamma^(number of steps in `at` that are reached)",
    attributes: [milestones, gamma] + LearningRate.warmUpAttributes)

  private let milestones: [Int]
  private let gamma: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    milestones = try attributes[Self.milestones]
    gamma = try attributes[Self.gamma]
  }

  public func factor(at step: Int) -> Double {
    pow(gamma, Double(milestones.count { $0 <= step }))
  }
}
