import QuickDrawModels

/// Makes the numbers of a training steady between summaries.
///
/// What a step tells is the mean since the last summary, which right after it is the mean of few steps.
/// Here it becomes a mean of about as many steps as a summary has: the steps that are missing count as
/// those of the summary before.
public struct SmoothedProgress {
  private var last: TrainingProgress?
  /// The steps of the last summary.
  private var length = 0

  /// Nothing seen yet.
  public init() {}

  /// Takes over a summary.
  public mutating func summarised(_ progress: TrainingProgress) {
    length = progress.step - (last?.step ?? 0)
    last = progress
  }

  /// The numbers to show after a step.
  public func smoothed(_ progress: TrainingProgress) -> TrainingProgress {
    guard let last, length > 0, progress.step > last.step else { return progress }
    let share = min(1, Double(progress.step - last.step) / Double(length))
    func mix(_ old: Double, _ new: Double) -> Double { old + share * (new - old) }
    var mixed = progress
    mixed.loss = mix(last.loss, progress.loss)
    mixed.metrics = zip(last.metrics, progress.metrics).map { old, new in
      var metric = new
      metric.value = mix(old.value, new.value)
      return metric
    }
    mixed.rate = mix(last.rate, progress.rate)
    mixed.dataWait = mix(last.dataWait, progress.dataWait)
    // The time left is that of one step, at this rate, times the steps left.
    if progress.rate > 0, mixed.rate > 0 {
      mixed.secondsLeft = progress.secondsLeft * progress.rate / mixed.rate
    }
    return mixed
  }
}
