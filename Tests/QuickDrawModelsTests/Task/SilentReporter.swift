import QuickDrawModels

/// Tells nobody.
final class SilentReporter: TrainingReporter {
  func began(_ plan: TrainingPlan) {}
  func noted(_ notice: String) {}
  func stepped(_ progress: TrainingProgress) {}
  func summarised(_ progress: TrainingProgress) {}
  func evaluating(_ done: Int, of count: Int) {}
  func evaluated(_ evaluation: Evaluation, step: Int) {}
  func saved(step: Int, folder: String) {}
}
