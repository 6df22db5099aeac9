import GraphDSL
import Runtime

/// What a training tells whoever watches it.
public protocol TrainingReporter: AnyObject {
  /// Before the first step.
  func began(_ plan: TrainingPlan)
  /// Something that a user should know and that stops nothing.
  func noted(_ notice: String)
  /// After every step.
  func stepped(_ progress: TrainingProgress)
  /// After the steps of a summary.
  func summarised(_ progress: TrainingProgress)
  /// Before and during an evaluation: the drawings done.
  func evaluating(_ done: Int, of count: Int)
  /// After an evaluation.
  func evaluated(_ evaluation: Evaluation, step: Int)
  /// After a checkpoint was saved in `folder`.
  func saved(step: Int, folder: String)
}

/// What is about to be trained on what.
public struct TrainingPlan: Sendable {
  public let model: String
  public let parameterCount: Int
  /// The optimizer's name.
  public let optimizer: String
  /// What remains of the averaged weights in a step; nil without averages.
  public let decay: Double?
  /// The data's name and the numbers of drawings.
  public let data: String
  public let trainCount: Int
  public let evalCount: Int
  public let classCount: Int
  public let firstStep: Int
  public let steps: Int
  public let batchSize: Int
  public let folder: String

  /// How often the steps go through the training drawings.
  public var epochs: Double { Double(steps * batchSize) / Double(max(1, trainCount)) }
}

/// Where a training stands.
public struct TrainingProgress: Sendable {
  /// Steps done.
  public var step: Int
  /// Steps to do in all.
  public let steps: Int
  /// How often the drawings were gone through.
  public var epoch: Double
  /// The mean loss since the last summary.
  public var loss: Double
  /// The mean of each metric on the training batches since the last summary.
  public var metrics: [Evaluation.Metric]
  public var learningRate: Double
  /// The mean norm of all gradients before clipping since the last summary.
  public var gradientNorm: Double
  /// Drawings a second since the last summary.
  public var rate: Double
  /// The share of the time since the last summary that was spent waiting for data.
  public var dataWait: Double
  /// The seconds that the rest will take at this rate; infinite before the first step.
  public var secondsLeft: Double
}
