/// How gradients become updates.
public struct TrainingRecipe: Sendable {
  /// Moves the parameters.
  public var optimizer: any Optimizer
  /// The optimizer's learning rate under its schedule.
  public var learningRate: LearningRate
  /// Limits the gradients first.
  public var clipping: GradientClipping

  /// A recipe.
  public init(
    optimizer: any Optimizer, learningRate: LearningRate, clipping: GradientClipping
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.clipping = clipping
  }
}
