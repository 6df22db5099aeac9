/// A learning rate with its schedule and, in front of it, a linear warm-up.
///
///     step < warmup_steps: rate = base * (warmup_from + (1 - warmup_from) * step / warmup_steps)
///     then:                rate = base * factor(step - warmup_steps)
public struct LearningRate: Sendable {
  static let warmUpSteps = Attribute<Int>(
    "warmup_steps", "Steps in which the learning rate rises in a line.", default: 0, least: 0)
  static let warmUpFrom = Attribute<Double>(
    "warmup_from", "Where the rise begins, as a share of the learning rate.", default: 0,
    least: 0, most: 1)

  /// The attributes that every schedule has.
  static let warmUpAttributes: [any AttributeDeclaration] = [warmUpSteps, warmUpFrom]

  /// The optimizer's learning rate.
  public let base: Double
  private let schedule: any LearningRateSchedule
  private let warmUpSteps: Int
  private let warmUpFrom: Double

  /// The learning rate `base` under a schedule.
  ///
  /// - Parameters:
  ///   - base: The optimizer's learning rate.
  ///   - schedule: The kind of schedule; see ``ScheduleCatalog``.
  ///   - attributes: The schedule's and the warm-up's attributes.
  /// - Throws: ``OpError`` that blames an attribute.
  public init(
    _ base: Double, schedule: any LearningRateSchedule.Type = ConstantSchedule.self,
    _ attributes: AttributeReader = [:]
  ) throws(OpError) {
    self.base = base
    self.schedule = try schedule.init(attributes)
    warmUpSteps = try attributes[Self.warmUpSteps]
    warmUpFrom = try attributes[Self.warmUpFrom]
  }

  /// The learning rate of a step, counted from 0.
  public func rate(at step: Int) -> Double {
    guard step < warmUpSteps else { return base * schedule.factor(at: step - warmUpSteps) }
    return base * (warmUpFrom + (1 - warmUpFrom) * Double(step) / Double(warmUpSteps))
  }
}
