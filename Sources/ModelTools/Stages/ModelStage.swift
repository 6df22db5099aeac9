import GraphDSL
import QuickDrawModels
import Runtime

/// What a model file is turned into on its way to numbers, each as stable text.
public enum ModelStage: String, CaseIterable, Sendable {
  /// The file with its bases and edits applied.
  case yaml
  /// The sections as they were understood.
  case spec
  /// Parameters evaluated, loops and conditions resolved.
  case expanded
  /// The graph with types.
  case graph
  /// The graph that a training step runs, with gradients.
  case gradient
  /// Where each value of a training step lies in memory.
  case plan

  /// The text of the stage.
  ///
  /// - Parameters:
  ///   - model: A model without errors.
  ///   - batch: The drawings of a batch, for the plan.
  ///   - length: The points of each, for the plan.
  /// - Returns: The text, which ends with a line break.
  /// - Throws: ``ModelError`` when the stage needs a loss or a `train` section that is not there.
  public func text(of model: CheckedModel, batch: Int, length: Int) throws -> String {
    switch self {
    case .yaml: return YAMLWriter.text(model.spec.document)
    case .spec: return model.spec.description
    case .expanded:
      let lowered = try Self.lowered(model)
      return ExpandedPrinter.text(lowered.expanded, parameters: lowered.parameters)
    case .graph: return GraphPrinter.text(try Self.lowered(model).graph)
    case .gradient: return GraphPrinter.text(try Self.executor(model).graph)
    case .plan:
      let executor = try Self.executor(model)
      executor.prepare(executor.graph.uniformShape(batch: batch, length: length))
      return PlanPrinter.text(executor, batch: batch, length: length)
    }
  }

  private static func lowered(_ model: CheckedModel) throws -> LoweredModel {
    guard let lowered = model.lower(.training) else { throw ModelError.invalid }
    return lowered
  }

  private static func executor(_ model: CheckedModel) throws -> Executor {
    let lowered = try lowered(model)
    guard lowered.graph.loss != nil else {
      throw ModelError.notTrainable("the model file has no `loss`, so it has no gradient")
    }
    guard let train = lowered.train else {
      throw ModelError.notTrainable("the model file has no `train` section")
    }
    let parameters = ParameterStore(for: lowered.graph.builder.graph)
    return try TrainingProgram(lowered.graph, parameters: parameters, recipe: train.recipe)
      .executor
  }
}
