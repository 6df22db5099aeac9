import Runtime

/// A model file, checked and turned into the runtime's graph for one mode.
public struct LoweredModel: Sendable {
  /// The model's name.
  public let name: String
  /// The forward graph with loss, metrics and outputs by name.
  public let graph: ModelGraph
  /// The inputs that a batch brings, in the order of the file.
  public let inputs: [ModelGraph.Named]
  /// The graph as flat text-level nodes, as `show --stage expanded` prints it.
  public let expanded: ExpandedModel
  /// The nodes of the graph, then the loss, the metrics and the outputs, each with its result.
  public let nodes: [LoweredNode]
  /// Where each name of the graph was written.
  public let sourceMap: SourceMap
  /// The parameters with their values.
  public let parameters: ParameterTable
  /// The `train` section; nil without one.
  public let train: TrainSpec?
  /// The `data` section; nil without one.
  public let data: DataSpec?

  /// The type of an input.
  public func type(of input: ModelGraph.Named) -> TensorType {
    graph.builder.type(of: input.value)
  }
}
