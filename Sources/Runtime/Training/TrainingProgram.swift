import Kernels

/// A model with its gradient, ready to take training steps.
///
/// One step: run forward and backward, take the gradients' global norm, clip, let the optimizer
/// update the parameters. Everything after the graph is two passes over flat buffers, cut into blocks
/// of fixed size, so the bits do not depend on the number of threads.
public final class TrainingProgram {
  /// What one step gave.
  public struct StepResult: Sendable {
    /// With the penalty of `l2`, if there is one.
    public let loss: Float
    /// Before clipping.
    public let gradientNorm: Double
    public let learningRate: Double
  }

  /// Runs the graph.
  public let executor: Executor
  /// The metrics of the training batch, in the model's order.
  public let metrics: [ModelGraph.Named]
  /// The optimizer's numbers, slot after slot.
  public let optimizerState: UnsafeMutablePointer<Float>
  /// The optimizer.
  public let optimizer: any Optimizer
  /// For the gradient of a value that value.
  let gradientTargets: [Value: Value]
  private let forwardCount: Int
  private let loss: Value
  private let learningRate: LearningRate
  private let clipping: GradientClipping
  private let penalty: WeightPenalty?
  private let average: WeightAverage?
  private let sums: UnsafeMutablePointer<Double>

  /// A program for a model with a loss.
  ///
  /// - Parameters:
  ///   - model: The model in training mode.
  ///   - parameters: Where its parameters live.
  ///   - recipe: Optimizer, schedule, clipping, averaging.
  /// - Throws: ``OpError`` when the model has no loss, or an op no gradient.
  public init(
    _ model: ModelGraph, parameters: ParameterStore, recipe: TrainingRecipe
  ) throws(OpError) {
    guard let loss = model.loss else { throw OpError(.call, "the model has no loss to train") }
    var builder = model.builder
    builder.resolveOverhangs()
    let seed = builder.constant(1)
    let trained = builder.graph.sources(.parameter)
    let forwardCount = builder.graph.values.count
    let all = try builder.appendAllGradients(of: [loss: seed], for: trained)
    let gradients = all.filter { trained.contains($0.key) }
    executor = Executor(
      builder.graph, keeping: [loss] + model.metrics.map(\.value), parameters: parameters,
      gradients: Dictionary(uniqueKeysWithValues: gradients.map { ($1, $0) }))
    // One gradient can belong to several values, as to both sides of a sum; the last is where it
    // arrives.
    gradientTargets = Dictionary(all.map { ($1, $0) }) { $0.index > $1.index ? $0 : $1 }
    self.forwardCount = forwardCount
    self.loss = loss
    metrics = model.metrics
    optimizer = recipe.optimizer
    learningRate = recipe.learningRate
    clipping = recipe.clipping
    penalty = WeightPenalty(strength: recipe.l2, of: parameters)
    average = recipe.averaging.map { WeightAverage($0, of: parameters) }
    let count = parameters.trainedCount
    optimizerState = allocateZeroed(count * optimizer.slots.count)
    for (index, slot) in optimizer.slots.enumerated() {
      (optimizerState + index * count).update(repeating: slot.initialValue, count: count)
    }
    sums = .allocate(capacity: max(1, GradientNorm.blockCount(for: count)))
  }

  deinit {
    optimizerState.deallocate()
    penalty?.deallocate()
    sums.deallocate()
  }

  /// Takes one step.
  ///
  /// - Parameters:
  ///   - batch: The examples.
  ///   - step: The number of steps taken before, from 0.
  /// - Returns: The loss before the update, and what the update used.
  /// - Throws: ``NonFiniteStepError``; the parameters are then as before.
  public func step(
    _ batch: FeedBatch, _ step: Int
  ) throws(NonFiniteStepError) -> StepResult {
    executor.load(batch)
    executor.run(step: UInt64(step))
    let penalty = penalty.map { Float($0.apply(to: executor.parameters)) } ?? 0
    let loss = executor.scalar(loss) + penalty
    guard loss.isFinite else { throw failure(.loss(loss), batch, step) }
    if step == 0 { average?.start() }
    let result: StepResult
    do throws(NonFiniteGradientError) {
      result = try apply(loss: loss, step: step)
    } catch {
      throw failure(.gradientNorm(error.norm), batch, step)
    }
    average?.update(after: step + 1)
    executor.updateStates()
    return result
  }

  /// The average of each trained parameter, at its offset in the store; nil without averaging.
  public var averages: UnsafeMutablePointer<Float>? { average?.values }

  /// Runs `body` with the averages in the store in place of the weights, if there are any.
  public func withAverages<Result>(_ body: () throws -> Result) rethrows -> Result {
    average?.exchange()
    defer { average?.exchange() }
    return try body()
  }

  private func failure(
    _ symptom: NonFiniteStepError.Symptom, _ batch: FeedBatch, _ step: Int
  ) -> NonFiniteStepError {
    NonFiniteStepError(
      step: step, symptom: symptom, origin: nonFiniteOrigin(batch, step: step))
  }

  /// Whether a value belongs to the gradient and not to the model.
  func isGradient(_ value: Value) -> Bool { value.index >= forwardCount }

  private func apply(loss: Float, step: Int) throws(NonFiniteGradientError) -> StepResult {
    let store = executor.parameters
    let count = store.trainedCount
    clipping.clipValues(store.gradients, count: count)
    let blocks = GradientNorm.blockCount(for: count)
    let chunk = 16
    let chunks = (blocks + chunk - 1) / chunk
    WorkerPool.shared.run(count: chunks) { index in
      GradientNorm.sumSquares(
        of: store.gradients, count: count,
        blocks: index * chunk..<min((index + 1) * chunk, blocks), into: sums)
    }
    let norm = GradientNorm.norm(ofSums: sums, blockCount: blocks)
    let rate = learningRate.rate(at: step)
    let stepInfo = OptimizerStep(
      number: step + 1, learningRate: rate, gradientScale: try clipping.scale(forNorm: norm))
    let buffers = OptimizerBuffers(
      parameters: store.values, gradients: store.gradients, state: optimizerState, count: count)
    let size = chunk * GradientNorm.blockSize
    WorkerPool.shared.run(count: chunks) { index in
      optimizer.update(index * size..<min((index + 1) * size, count), of: buffers, at: stepInfo)
    }
    return StepResult(loss: loss, gradientNorm: norm, learningRate: rate)
  }
}
