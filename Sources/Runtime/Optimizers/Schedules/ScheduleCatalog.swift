/// Every schedule that a model file can name.
public enum ScheduleCatalog {
  /// Sorted by name.
  public static let all: [any LearningRateSchedule.Type] = [
    ConstantSchedule.self,
    CosineSchedule.self,
    CosineRestartsSchedule.self,
    ExponentialSchedule.self,
    InverseTimeSchedule.self,
    LinearSchedule.self,
    MultistepSchedule.self,
    OneCycleSchedule.self,
    PiecewiseSchedule.self,
    PolynomialSchedule.self,
    StepSchedule.self,
  ]

  /// The schedule of that name in a model file, or nil.
  public static func named(_ name: String) -> (any LearningRateSchedule.Type)? {
    all.first { $0.schema.name == name }
  }
}
