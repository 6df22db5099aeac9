import Runtime

/// A model's loss as a function of its parameters, with its gradient.
struct GradientProbe {
  let executor: Executor
  let loss: Value
  let batch: FeedBatch
  var store: ParameterStore { executor.parameters }

  init(_ model: TutorialModel, _ batch: FeedBatch, sharesMemory: Bool = true) throws(OpError) {
    guard let loss = model.graph.loss else { throw OpError(.call, "no loss") }
    var builder = model.graph.builder
    builder.resolveOverhangs()
    let seed = builder.constant(1)
    let gradients = try builder.appendGradient(
      of: [loss: seed], for: builder.graph.sources(.parameter))
    executor = Executor(
      builder.graph, keeping: [loss], parameters: ParameterStore(for: builder.graph),
      gradients: Dictionary(uniqueKeysWithValues: gradients.map { ($1, $0) }),
      sharesMemory: sharesMemory)
    (self.loss, self.batch) = (loss, batch)
    store.initialize(seed: 5)
    // Biases that start at zero hide mistakes.
    var random = RandomNumbers(seed: 6)
    for entry in store.entries where entry.isTrained && entry.name.hasSuffix("bias") {
      store.set(entry, to: random.tensor(entry.shape, size: 0.3).floats)
    }
  }

  /// Runs forward and backward and returns the loss.
  func run(step: UInt64 = 1) -> Float {
    executor.load(batch)
    executor.run(step: step)
    return executor.scalar(loss)
  }

  /// The derivative along `direction` from the gradient, and as a difference of fourth order.
  func derivatives(along direction: [Float], distance: Double) -> (exact: Double, numeric: Double) {
    let count = store.trainedCount
    let start = Array(UnsafeBufferPointer(start: store.values, count: count))
    _ = run()
    let exact = (0..<count).reduce(0.0) {
      $0 + Double(store.gradients[$1]) * Double(direction[$1])
    }
    func loss(_ times: Double) -> Double {
      for index in 0..<count {
        store.values[index] = start[index] + Float(times * distance) * direction[index]
      }
      return Double(run())
    }
    let numeric =
      (8 * (loss(1) - loss(-1)) - (loss(2) - loss(-2))) / (12 * distance)
    for index in 0..<count { store.values[index] = start[index] }
    return (exact, numeric)
  }
}
