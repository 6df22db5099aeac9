import Runtime

/// One op with its gradient, ready to run at any inputs and parameters.
public struct OpTrial {
  /// What one run gave.
  public struct Outcome {
    /// The result, padded with what is stored past an example's end, else zeros.
    public let result: Tensor
    /// The gradient of each input, nil for one that takes none.
    public let inputGradients: [Tensor?]
    /// The gradient of each parameter by name, such as `kernel`.
    public let parameterGradients: [String: Tensor]
    /// The states by name after the run, such as `moving_mean`.
    public let states: [String: Tensor]
  }

  /// The executor, for tests that look at graph and plan.
  public let executor: Executor
  private let inputs: [Value]
  /// What the op makes.
  public let result: Value
  private let seed: Value
  private let gradients: [Value: Value]
  private let shape: BatchShape
  private let forward: ModelGraph
  private let isPadded: Bool

  /// Builds the op for inputs of given shapes.
  ///
  /// - Parameters:
  ///   - op: The op, with its attributes.
  ///   - inputs: The values to run at; their shapes and scalar types are the op's.
  ///   - lengths: The examples' lengths when axis 1 of inputs of rank 2 and more is ragged.
  ///   - ragged: Which inputs are ragged when lengths are given; all of rank 2 and more if nil.
  ///   - mode: Training or evaluation.
  ///   - padded: Whether the result is wanted at every step up to the longest example.
  /// - Throws: ``OpError`` when the op refuses.
  public init(
    _ op: any CatalogOp, inputs: [Tensor], lengths: [Int]? = nil, ragged: [Bool]? = nil,
    mode: GraphBuilder.Mode = .training, padded: Bool = true
  ) throws {
    var builder = GraphBuilder(mode: mode)
    var values: [Value] = []
    for (index, tensor) in inputs.enumerated() {
      let isRagged = lengths != nil && tensor.shape.count > 1 && (ragged?[index] ?? true)
      var dims = tensor.shape.map(Dim.fixed)
      if lengths != nil, let first = tensor.shape.first, first == lengths?.count {
        dims[0] = .batch
      }
      if isRagged { dims[1] = .ragged(RaggedDim("T")) }
      values.append(builder.input("x\(index)", TensorType(dims, scalar: tensor.scalar)))
    }
    result = try builder.scoped("op") { builder throws(OpError) in
      try op.build(values, in: &builder)
    }
    forward = ModelGraph(
      builder: builder, loss: nil, metrics: [], outputs: [.init("result", result)])
    isPadded = padded
    builder.resolveOverhangs(padded: padded ? [result] : [])
    seed = builder.input("seed", builder.type(of: result))
    let targets =
      values.filter { builder.type(of: $0).scalar == .f32 } + builder.graph.sources(.parameter)
    gradients =
      builder.type(of: result).scalar == .f32
      ? try builder.appendGradient(of: [result: seed], for: targets) : [:]
    let store = ParameterStore(for: builder.graph)
    store.initialize(seed: 1)
    executor = Executor(
      builder.graph, keeping: [result] + gradients.values.sorted { $0.index < $1.index },
      parameters: store)
    self.inputs = values
    let batch = lengths?.count ?? inputs.first?.shape.first ?? 0
    let longest = inputs.first { $0.shape.count > 1 }?.shape[1] ?? 0
    shape =
      lengths.map {
        BatchShape(batch: batch, lengths: ["T": $0.map(Int32.init)], paddedLengths: ["T": longest])
      } ?? BatchShape(batch: batch)
  }

  /// Runs forward and backward.
  ///
  /// - Parameters:
  ///   - tensors: The inputs.
  ///   - parameters: Parameters and states by name; all others keep what they have.
  ///   - cotangent: The gradient that arrives at the result; ones if nil.
  ///   - step: The training step.
  /// - Returns: The result, the gradients and the states.
  public func run(
    at tensors: [Tensor], parameters: [String: Tensor] = [:], cotangent: Tensor? = nil,
    step: UInt64 = 0
  ) -> Outcome {
    let store = executor.parameters
    for (name, tensor) in parameters {
      guard let entry = store["op/\(name)"] ?? store["op.\(name)"] else {
        preconditionFailure("the op has no parameter `\(name)`: \(store.entries.map(\.name))")
      }
      store.set(entry, to: tensor.floats)
    }
    executor.prepare(shape)
    for (value, tensor) in zip(inputs, tensors) { executor.set(value, to: tensor) }
    let seedView = executor.view(seed)
    let seedShape = (0..<seedView.rank).map(seedView.size)
    let ones = Tensor(seedShape, Array(repeating: 1, count: seedShape.reduce(1, *)))
    executor.setWithPadding(seed, to: cotangent ?? ones)
    executor.run(step: step)
    executor.updateStates()
    var parameterGradients: [String: Tensor] = [:]
    for (value, gradient) in gradients where executor.graph[value].source?.kind == .parameter {
      parameterGradients[String(executor.graph[value].name.dropFirst(3))] =
        executor.tensor(gradient)
    }
    let states = store.entries.filter { !$0.isTrained }.map {
      (String($0.name.dropFirst(3)), store.tensor($0))
    }
    return Outcome(
      result: executor.tensor(result),
      inputGradients: inputs.map { gradients[$0].map(executor.tensor) },
      parameterGradients: parameterGradients,
      states: Dictionary(uniqueKeysWithValues: states))
  }
}

extension OpTrial {
  /// A check of the op's gradient at inputs and parameters; `seed` decides directions and weights.
  public func gradientCheck(
    at tensors: [Tensor], parameters: [String: Tensor], seed: UInt64
  ) -> GradientCheck {
    let names = inputs.map { forward.builder.graph[$0].name }
    let store = executor.parameters
    let entries = parameters.compactMap { name, tensor in
      (store["op/\(name)"] ?? store["op.\(name)"]).map { ($0.name, tensor) }
    }
    return GradientCheck(
      forward,
      at: GradientPoint(
        shape: shape, inputs: Dictionary(uniqueKeysWithValues: zip(names, tensors)),
        parameters: Dictionary(uniqueKeysWithValues: entries),
        padded: isPadded ? [result] : []), seed: seed)
  }
}

extension Executor {
  /// Fills an input from a padded tensor, the stored steps past an example's end included.
  public func setWithPadding(_ value: Value, to tensor: Tensor) {
    let view = view(value)
    guard view.isRagged else { return set(value, to: tensor) }
    let (steps, width, floats) = (view.steps, view.stepSize, tensor.floats)
    for example in 0..<steps.batch {
      let row = view.floats + steps.start(example) * width
      let first = example * steps.paddedLength * width
      for index in 0..<steps.extent(example) * width { row[index] = floats[first + index] }
    }
  }
}
