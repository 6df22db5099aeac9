/// A learning rate that falls along half a cosine again and again (SGDR, Loshchilov and Hutter,
/// 2017, https://arxiv.org/abs/1608.03983).
public struct CosineRestartsSchedule: LearningRateSchedule {
  private static let growth = Attribute<Double>(
    "growth", "How much longer each period is than the one before.", default: 1, least: 1)
  private static let decay = Attribute<Double>(
    "decay", "What a restart multiplies the height by.", default: 1, above: 0)

  public static let schema = ComponentSchema(
    "cosine_restarts", "Lowers the learning rate along half a cosine, then starts again.",
    formula: "floor + (1 - floor) * decay^i * (1 + cos(pi * share of period i)) / 2, "
      + "period i of steps * growth^i steps",
    attributes: [ScheduleAttributes.steps, growth, decay, ScheduleAttributes.floor]
      + LearningRate.warmUpAttributes)

  private let steps: Int
  private let growth: Double
  private let decay: Double
  private let floor: Double

  public init(_ attributes: AttributeReader) throws(OpError) {
    steps = try attributes[ScheduleAttributes.steps]
    growth = try attributes[Self.growth]
    decay = try attributes[Self.decay]
    floor = try attributes[ScheduleAttributes.floor]
  }

  public func factor(at step: Int) -> Double {
    var (period, start, height) = (Double(steps), 0.0, 1.0)
    if growth == 1 {
      let restarts = step / steps
      start = Double(restarts * steps)
      for _ in 0..<restarts { height *= decay }
    } else {
      while Double(step) >= start + period {
        start += period
        period *= growth
        height *= decay
      }
    }
    let share = (Double(step) - start) / period
    return floor + (1 - floor) * height * CosineSchedule.fall(share)
  }
}
