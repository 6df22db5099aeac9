import GraphDSL

extension LoweredModel {
  /// The names of the metrics that are shares of the drawings.
  var shareMetrics: Set<String> {
    Set(
      nodes.filter {
        $0.spec.name.value.hasPrefix("metrics.") && $0.spec.op.value == "accuracy"
      }.map(\.spec.key))
  }
}
