/// A learning rate that falls in a line and then stays.
public struct LinearSchedule: LearningRateSchedule {
  public static let schema = ComponentSchema(
    "linear", "Lowers the learning rate in a line to a floor.",
    formula: "1 + (floor - 1) * min(step / steps, 1)",
    attributes: [ScheduleAttributes.steps, ScheduleAttributes.floor]
      + LearningRate.warmUpAttributes)

  private let steps: Int
  private let floor: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    steps = try attributes[ScheduleAttributes.steps]
    floor = try attributes[ScheduleAttributes.floor]
  }

  public func factor(at step: Int) -> Double {
    1 + (floor - 1) * min(Double(step) / Double(steps), 1)
  }
}
