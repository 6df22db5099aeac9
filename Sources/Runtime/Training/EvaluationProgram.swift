/// A model without its gradient: for evaluation and prediction.
public final class EvaluationProgram {
  /// Runs the graph.
  public let executor: Executor
  /// The model's loss, when it has one and it is wanted.
  public let loss: Value?
  /// The model's metrics, in its order.
  public let metrics: [ModelGraph.Named]
  /// The model's outputs, in its order.
  public let outputs: [ModelGraph.Named]

  /// A program for a model in evaluation mode.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - parameters: Where its parameters live, shared with training.
  ///   - scored: Whether loss and metrics are wanted; without them no labels are needed.
  public init(_ model: ModelGraph, parameters: ParameterStore, scored: Bool) {
    var builder = model.builder
    loss = scored ? model.loss : nil
    metrics = scored ? model.metrics : []
    outputs = model.outputs
    builder.resolveOverhangs()
    let kept = (loss.map { [$0] } ?? []) + metrics.map(\.value) + outputs.map(\.value)
    executor = Executor(builder.graph, keeping: kept, parameters: parameters)
  }

  /// Runs the model on a batch; read the values from ``executor``.
  public func run(_ batch: FeedBatch) {
    executor.load(batch)
    executor.run()
  }
}
