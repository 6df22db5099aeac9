/// A learning rate that rises along half a cosine and falls along another (Smith and Topin, 2018,
/// https://arxiv.org/abs/1708.07120).
public struct OneCycleSchedule: LearningRateSchedule {
  private static let rise = Attribute<Double>(
    "rise", "The share of the steps in which it rises.", default: 0.3, above: 0, below: 1)
  private static let start = Attribute<Double>(
    "start", "Where it begins, as a share of the learning rate.", default: 0.04, least: 0)

  public static let schema = ComponentSchema(
    "one_cycle", "Raises the learning rate from a share to the whole, then lowers it to a floor.",
    formula: "from start to 1 in rise * steps - 1 steps, then to floor at step steps - 1; "
      + "both along half a cosine",
    attributes: [ScheduleAttributes.steps, rise, start, ScheduleAttributes.floor]
      + LearningRate.warmUpAttributes)

  private let start: Double
  private let floor: Double
  private let top: Double
  private let end: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    let steps = Double(try attributes[ScheduleAttributes.steps])
    start = try attributes[Self.start]
    floor = try attributes[ScheduleAttributes.floor]
    let rise = try attributes[Self.rise]
    (top, end) = (rise * steps - 1, steps - 1)
    guard top > 0 else {
      throw OpError(
        .attribute(Self.rise.name),
        "`rise` \(rise) of \(steps) steps leaves less than one step to rise in")
    }
  }

  public func factor(at step: Int) -> Double {
    let step = Double(step)
    if step <= top { return 1 + (start - 1) * CosineSchedule.fall(step / top) }
    return floor + (1 - floor) * CosineSchedule.fall(min((step - top) / (end - top), 1))
  }
}
