/// A model's forward computation in one mode, with the values that people name.
public struct ModelGraph: Sendable {
  /// A value with the name under which it is shown and returned.
  public struct Named: Sendable {
    public let name: String
    public let value: Value

    /// A named value.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// The graph, not yet differentiated.
  public var builder: GraphBuilder
  /// What training makes small, a value without axes; nil for a model that only predicts.
  public var loss: Value?
  /// What an evaluation reports: each without axes, a mean over the batch's examples.
  public var metrics: [Named]
  /// What a prediction returns, one row an example.
  public var outputs: [Named]

  /// A model around a finished forward graph.
  public init(builder: GraphBuilder, loss: Value?, metrics: [Named], outputs: [Named]) {
    self.builder = builder
    self.loss = loss
    self.metrics = metrics
    self.outputs = outputs
  }
}
