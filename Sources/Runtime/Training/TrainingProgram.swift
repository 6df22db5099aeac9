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
  private let loss: Value
  private let learningRate: LearningRate
  private let clipping: GradientClipping
  private let penalty: WeightPenalty?
  private let sums: UnsafeMutablePointer<Double>

  /// A program for a model with a loss.
  ///
  /// - Parameters:
  ///   - model: The model in training mode.
  ///   - parameters: Where its parameters live.
  ///   - recipe: Optimizer, schedule and clipping.
  /// - Throws: ``OpError`` when the model has no loss, or an op no gradient.
  public init(
    _ model: ModelGraph, parameters: ParameterStore, recipe: TrainingRecipe
  ) throws(OpError) {
    guard let loss = model.loss else { throw OpError(.call, "the model has no loss to train") }
    var builder = model.builder
    builder.resolveOverhangs()
    let seed = builder.constant(1)
    let trained = builder.graph.sources(.parameter)
    let gradients = try builder.appendGradient(of: [loss: seed], for: trained)
    executor = Executor(
      builder.graph, keeping: [loss] + model.metrics.map(\.value), parameters: parameters,
      gradients: Dictionary(uniqueKeysWithValues: gradients.map { ($1, $0) }))
    self.loss = loss
    metrics = model.metrics
    optimizer = recipe.optimizer
    learningRate = recipe.learningRate
    clipping = recipe.clipping
    penalty = WeightPenalty(strength: recipe.l2, of: parameters)
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
  /// - Throws: ``NonFiniteLossError`` or ``NonFiniteGradientError``; the parameters are then as
  ///   before.
  public func step(_ batch: FeedBatch, _ step: Int) throws -> StepResult {
    executor.load(batch)
    executor.run(step: UInt64(step))
    let loss = executor.scalar(loss)
    guard loss.isFinite else {
      throw NonFiniteLossError(step: step, loss: loss, node: firstBadNode(batch, step))
    }
    let result = try apply(loss: loss, step: step)
    executor.updateStates()
    return result
  }

  private func apply(loss: Float, step: Int) throws -> StepResult {
    let store = executor.parameters
    let count = store.trainedCount
    let penalty = penalty.map { Float($0.apply(to: store)) } ?? 0
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
    return StepResult(loss: loss + penalty, gradientNorm: norm, learningRate: rate)
  }

  /// Runs the batch again and looks at every result as soon as it is there.
  private func firstBadNode(_ batch: FeedBatch, _ step: Int) -> String? {
    executor.load(batch)
    var bad: String?
    executor.run(step: UInt64(step)) { [executor] index in
      guard bad == nil else { return }
      let node = executor.graph.nodes[index]
      for value in node.results where executor.graph[value].type.scalar == .f32 {
        let view = executor.view(value)
        if (0..<view.count).contains(where: { !view.floats[$0].isFinite }) { bad = node.name }
      }
    }
    return bad
  }
}
