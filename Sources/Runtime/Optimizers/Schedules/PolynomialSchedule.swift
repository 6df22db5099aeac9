import Foundation

/// A learning rate that falls along a power of the time left and then stays, or starts again.
public struct PolynomialSchedule: LearningRateSchedule {
  private static let power = Attribute<Double>("power", "1 for a line.", default: 1, above: 0)
  private static let cycle = Attribute<Bool>(
    "cycle", "Starts again over twice, three times, … the steps instead of staying.",
    default: false)

  public static let schema = ComponentSchema(
    "polynomial", "Lowers the learning rate along a power of the time left to a floor.",
    formula: "floor + (1 - floor) * (1 - min(step / steps, 1))^power",
    attributes: [ScheduleAttributes.steps, power, ScheduleAttributes.floor, cycle]
      + LearningRate.warmUpAttributes)

  private let steps: Int
  private let power: Double
  private let floor: Double
  private let isCyclic: Bool

  public init(_ attributes: AttributeReader) throws(OpError) {
    steps = try attributes[ScheduleAttributes.steps]
    power = try attributes[Self.power]
    floor = try attributes[ScheduleAttributes.floor]
    isCyclic = try attributes[Self.cycle]
  }

  public func factor(at step: Int) -> Double {
    let rounds = isCyclic ? max(1, (Double(step) / Double(steps)).rounded(.up)) : 1
    let share = min(Double(step) / (Double(steps) * rounds), 1)
    return floor + (1 - floor) * pow(1 - share, power)
  }
}
