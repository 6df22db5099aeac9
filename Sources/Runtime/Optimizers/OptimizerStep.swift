/// What changes from step to step.
public struct OptimizerStep: Sendable {
  /// The number of this step, from 1.
  public var number: Int
  /// The learning rate of this step.
  public var learningRate: Double
  /// Multiplies every gradient; see ``GradientClipping/scale(forNorm:)``.
  public var gradientScale: Double

  /// A step.
  public init(number: Int, learningRate: Double, gradientScale: Double = 1) {
    self.number = number
    self.learningRate = learningRate
    self.gradientScale = gradientScale
  }
}
