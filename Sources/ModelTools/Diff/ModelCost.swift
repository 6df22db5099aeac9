import GraphDSL
import QuickDrawModels
import Runtime

/// What a model costs.
public struct ModelCost: Sendable, Equatable {
  /// The points of the drawings for which memory is compared: about the mean of Quick, Draw!.
  public static let points = 45

  /// The trained elements.
  public let parameters: Int
  /// Multiplications and additions of a forward pass, for each point and for each drawing.
  public let forward: ModelSummary.Cost
  /// The memory of training; nil for a model that cannot be trained.
  public let memory: MemoryFormula?
  /// The drawings of a batch.
  public let batchSize: Int?

  /// The costs of a model.
  ///
  /// - Throws: `OpError` when an op of it has no gradient.
  init(_ model: LoweredModel, _ store: ParameterStore) throws {
    let summary = ModelSummary(model.graph, parameters: store)
    parameters = summary.parameterCount
    forward = summary.cost
    batchSize = model.train?.batchSize
    guard let train = model.train, model.graph.loss != nil else {
      memory = nil
      return
    }
    memory = MemoryFormula(
      try TrainingProgram(model.graph, parameters: store, recipe: train.recipe))
  }

  /// The bytes that training takes with the model's own batch of drawings of ``points`` points.
  public var trainingBytes: Double? {
    guard let memory, let batchSize else { return nil }
    return memory.bytes(batch: batchSize, steps: batchSize * Self.points)
  }
}
