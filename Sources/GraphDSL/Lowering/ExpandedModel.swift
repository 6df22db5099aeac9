/// A model as a flat list of nodes: nothing is left to decide but types and sizes.
public struct ExpandedModel: Sendable {
  /// The nodes of the graph, in the order in which they run.
  public internal(set) var nodes: [NodeSpec] = []
  /// What training makes small.
  public internal(set) var loss: NodeSpec?
  /// What an evaluation reports; their names start with `metrics.`.
  public internal(set) var metrics: [NodeSpec] = []
  /// What a prediction returns; their names start with `outputs.`.
  public internal(set) var outputs: [NodeSpec] = []

  /// A model without nodes.
  public init() {}

  /// Everything that reads the graph's values and is read by no node of it.
  var sinks: [NodeSpec] { (loss.map { [$0] } ?? []) + metrics + outputs }
}
