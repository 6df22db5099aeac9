/// A learning rate that falls as one over the time.
public struct InverseTimeSchedule: LearningRateSchedule {
  private static let rate = Attribute<Double>("rate", "How fast it falls.", above: 0)
  private static let every = Attribute<Int>(
    "every", "The steps that count as one unit of time.", default: 1, least: 1)

  public static let schema = ComponentSchema(
    "inverse_time", "Divides the learning rate by a time that grows in a line.",
    formula: "1 / (1 + rate * step / every)",
    attributes: [rate, every] + LearningRate.warmUpAttributes)

  private let rate: Double
  private let every: Int

  public init(_ attributes: AttributeReader) throws(OpError) {
    rate = try attributes[Self.rate]
    every = try attributes[Self.every]
  }

  public func factor(at step: Int) -> Double { 1 / (1 + rate * Double(step) / Double(every)) }
}
