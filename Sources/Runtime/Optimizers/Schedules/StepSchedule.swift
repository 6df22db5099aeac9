import Foundation

/// A learning rate that drops at regular distances.
public struct StepSchedule: LearningRateSchedule {
  private static let every = Attribute<Int>("every", "Steps between the drops.", least: 1)
  private static let gamma = Attribute<Double>(
    "gamma", "What a drop multiplies by.", default: 0.1, above: 0)

  public static let schema = ComponentSchema(
    "step", "Multiplies the learning rate at regular distances.",
    formula: "gamma^floor(step / every)",
    attributes: [every, gamma] + LearningRate.warmUpAttributes)

  private let every: Int
  private let gamma: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    every = try attributes[Self.every]
    gamma = try attributes[Self.gamma]
  }

  public func factor(at step: Int) -> Double { pow(gamma, Double(step / every)) }
}
