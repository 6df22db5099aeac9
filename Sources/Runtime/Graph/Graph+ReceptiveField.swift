extension Graph {
  /// Which steps of an input a step of each value depends on; nil for a value that does not.
  ///
  /// A value without steps depends on the whole sequence.
  ///
  /// - Parameter input: A value with a ragged axis.
  /// - Returns: What is known of each value, by its index.
  public func receptiveFields(of input: Value) -> [ReceptiveField?] {
    var fields = [ReceptiveField?](repeating: nil, count: values.count)
    fields[input.index] = .step
    for node in nodes {
      let own = node.op.receptiveFields(ofInputs: node.inputs.map { self[$0].type })
      for result in node.results {
        for (value, field) in zip(node.inputs, own) {
          guard let inner = fields[value.index] else { continue }
          // Where the axis of steps ends, all of it has been read.
          let hasSteps = self[result].type.isRagged && self[value].type.isRagged
          let reach = hasSteps ? field.of(inner) : .sequence
          fields[result.index] = fields[result.index]?.union(reach) ?? reach
        }
      }
    }
    return fields
  }
}
