extension TrainingProgram {
  /// Runs a step's batch again, twice, and finds where numbers stop being finite.
  ///
  /// A run changes nothing but the arena and the gradients, so it repeats the step exactly. What the
  /// node read is looked at just before it runs, because its results may take over that memory.
  func nonFiniteOrigin(_ batch: FeedBatch, step: Int) -> NonFiniteOrigin? {
    let graph = executor.graph
    var first: Int?
    executor.load(batch)
    executor.run(step: UInt64(step)) { [executor] index in
      guard first == nil else { return }
      let isBad = graph.nodes[index].results.contains { value in
        graph[value].type.scalar == .f32 && !executor.range(of: value).isFinite
      }
      if isBad { first = index }
    }
    guard let first else { return nil }
    let node = graph.nodes[first]
    var (inputs, result): ([NonFiniteOrigin.Quantity], NonFiniteOrigin.Quantity?) = ([], nil)
    func readInputs() { inputs = node.inputs.compactMap { quantity($0) } }
    executor.load(batch)
    if first == 0 { readInputs() }
    executor.run(step: UInt64(step)) { index in
      if index == first - 1 { readInputs() }
      if index == first {
        result = node.results.lazy.compactMap { self.quantity($0) }.first { !$0.range.isFinite }
      }
    }
    return result.map { NonFiniteOrigin(node: node.name, result: $0, inputs: inputs) }
  }

  /// The first parameter, state or number of the optimizer that is not finite, by its name in a
  /// checkpoint.
  public var nonFiniteState: String? {
    let store = executor.parameters
    for entry in store.entries where !areFinite(store.values + entry.offset, entry.count) {
      return entry.name
    }
    for (index, slot) in optimizer.slots.enumerated() {
      let start = optimizerState + index * store.trainedCount
      for entry in store.entries.filter(\.isTrained)
      where !areFinite(start + entry.offset, entry.count) {
        return "\(entry.name)/\(slot.name)"
      }
    }
    return nil
  }

  private func areFinite(_ numbers: UnsafePointer<Float>, _ count: Int) -> Bool {
    GradientNorm.norm(of: numbers, count: count).isFinite
  }

  /// A value of floats as it is now; nil for integers.
  private func quantity(_ value: Value) -> NonFiniteOrigin.Quantity? {
    guard executor.graph[value].type.scalar == .f32 else { return nil }
    let target = gradientTargets[value]
    return NonFiniteOrigin.Quantity(
      name: executor.graph[target ?? value].name, isGradient: target != nil || isGradient(value),
      range: executor.range(of: value))
  }
}

extension Executor {
  /// What the stored numbers of a value range over.
  func range(of value: Value) -> NumberRange {
    let view = view(value)
    return NumberRange(of: view.floats, count: view.count)
  }
}
