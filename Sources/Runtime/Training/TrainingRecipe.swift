/// How gradients become updates.
public struct TrainingRecipe: Sendable {
  /// Moves the parameters.
  public var optimizer: any Optimizer
  /// The optimizer's learning rate under its schedule.
  public var learningRate: LearningRate
  /// Limits the gradients first.
  public var clipping: GradientClipping
  /// The strength of the L2 penalty of kernels, which is part of the loss; 0 for none.
  public var l2: Double
  /// The moving average of the weights; nil for none.
  public var averaging: WeightAveraging?

  /// A recipe.
  public init(
    optimizer: any Optimizer, learningRate: LearningRate, clipping: GradientClipping,
    l2: Double = 0, averaging: WeightAveraging? = nil
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.clipping = clipping
    self.l2 = l2
    self.averaging = averaging
  }
}
