import Foundation

/// A learning rate that falls by the same share in equal times.
public struct ExponentialSchedule: LearningRateSchedule {
  private static let gamma = Attribute<Double>(
    "gamma", "What `every` steps multiply by.", above: 0)
  private static let every = Attribute<Int>(
    "every", "Steps in which the rate is multiplied once.", default: 1, least: 1)
  private static let staircase = Attribute<Bool>(
    "staircase", "Falls at once after `every` steps instead of in each.", default: false)

  public static let schema = ComponentSchema(
    "exponential", "Multiplies the learning rate by the same number in equal times.",
    formula: "gamma^(step / every), with staircase gamma^floor(step / every)",
    attributes: [gamma, every, staircase] + LearningRate.warmUpAttributes)

  private let gamma: Double
  private let every: Int
  private let isStaircase: Bool

  public init(_ attributes: AttributeReader) throws(OpError) {
    gamma = try attributes[Self.gamma]
    every = try attributes[Self.every]
    isStaircase = try attributes[Self.staircase]
  }

  public func factor(at step: Int) -> Double {
    pow(gamma, isStaircase ? Double(step / every) : Double(step) / Double(every))
  }
}
