import Foundation

/// A learning rate that falls along half a cosine and then stays.
public struct CosineSchedule: LearningRateSchedule {
  public static let schema = ComponentSchema(
    "cosine", "Lowers the learning rate along half a cosine to a floor.",
    formula: "floor + (1 - floor) * (1 + cos(pi * min(step / steps, 1))) / 2",
    attributes: [ScheduleAttributes.steps, ScheduleAttributes.floor]
      + LearningRate.warmUpAttributes)

  private let steps: Int
  private let floor: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    steps = try attributes[ScheduleAttributes.steps]
    floor = try attributes[ScheduleAttributes.floor]
  }

  public func factor(at step: Int) -> Double {
    floor + (1 - floor) * Self.fall(min(Double(step) / Double(steps), 1))
  }

  /// Half a cosine from 1 to 0 as `share` goes from 0 to 1.
  static func fall(_ share: Double) -> Double { (1 + cos(.pi * share)) / 2 }
}
