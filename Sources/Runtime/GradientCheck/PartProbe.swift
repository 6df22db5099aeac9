/// A part of a graph, ready to be run with one of its variables moved and to give its gradient.
final class PartProbe {
  /// What a derivative is taken by: a float input of the part, or a parameter.
  struct Variable {
    /// The parameter's name, or that of the node that makes the input.
    let name: String
    let isParameter: Bool
    fileprivate let value: Value
    /// Where the check is made.
    let base: [Float]
    /// Whether each element may move: steps that are promised to be zero may not.
    let isFree: [Bool]
    /// Its gradient in the graph; nil when the op passes none to it.
    let gradient: Value?
  }

  /// The variables: inputs, then parameters.
  private(set) var variables: [Variable] = []
  /// The floats of the outputs, one behind the other.
  let outputCount: Int
  private let inputs: [(value: Value, elements: [Float])]
  private let outputs: [Value]
  private let seeds: [Value]
  private let forward: Executor
  private let backward: Executor
  private let store: ParameterStore

  /// A probe of a part at the values that a sample has there.
  ///
  /// - Throws: ``OpError`` when an op has no gradient.
  init(_ part: GraphPart, at sample: GradientSample) throws(OpError) {
    var builder = part.builder
    let graph = builder.graph
    outputs = part.outputs.filter { graph[$0].type.scalar == .f32 }
    store = ParameterStore(for: graph)
    for entry in store.entries {
      guard let whole = sample.store[entry.name] else { continue }
      store.set(entry, to: sample.store.tensor(whole).floats)
    }
    forward = Executor(graph, keeping: outputs, parameters: store)
    inputs = part.inputs.map { ($0.part, sample.elements[$0.whole.index]) }

    var seeds: [Value] = []
    for output in outputs { seeds.append(builder.input("seed", builder.type(of: output))) }
    self.seeds = seeds
    let sources = inputs.map(\.value) + graph.sources(.parameter)
    let targets = sources.filter { graph[$0].type.scalar == .f32 }
    let gradients = try builder.appendGradient(
      of: Dictionary(zip(outputs, seeds)) { first, _ in first }, for: targets)
    backward = Executor(
      builder.graph, keeping: gradients.values.sorted { $0.index < $1.index }, parameters: store)
    forward.prepare(sample.shape)
    backward.prepare(sample.shape)
    let forward = forward
    outputCount = outputs.reduce(0) { $0 + forward.view($1).count }
    variables = targets.map { value in
      let info = graph[value]
      let isParameter = info.source?.kind == .parameter
      let base =
        isParameter
        ? store[info.name].map { store.tensor($0).floats } ?? []
        : inputs.first { $0.value == value }?.elements ?? []
      return Variable(
        name: info.name, isParameter: isParameter, value: value, base: base,
        isFree: Self.free(info.type, forward.view(value), count: base.count),
        gradient: gradients[value])
    }
  }

  /// The outputs with one variable's elements in place of its base.
  func results(moving variable: Variable, to elements: [Float]) -> [Float] {
    load(into: forward, moving: variable, to: elements)
    forward.run(step: 1)
    var results: [Float] = []
    results.reserveCapacity(outputCount)
    for output in outputs {
      let view = forward.view(output)
      results += UnsafeBufferPointer(start: view.floats, count: view.count)
    }
    return results
  }

  /// The gradient of the outputs' sum, each times its weight, by one variable; zeros where none
  /// arrives.
  func gradient(by variable: Variable, weights: [Float]) -> [Float] {
    guard let gradient = variable.gradient else {
      return Array(repeating: 0, count: variable.base.count)
    }
    load(into: backward, moving: variable, to: variable.base)
    var next = 0
    for seed in seeds {
      let view = backward.view(seed)
      // The gradient of a sum is what arrives, as it is.
      if backward.reads(seed) || variable.gradient == seed {
        for index in 0..<view.count { view.floats[index] = weights[next + index] }
      }
      next += view.count
    }
    backward.run(step: 1)
    let view = backward.view(gradient)
    return Array(UnsafeBufferPointer(start: view.floats, count: view.count))
  }

  private func load(into executor: Executor, moving variable: Variable, to elements: [Float]) {
    for input in inputs where executor.reads(input.value) {
      let source = input.value == variable.value ? elements : input.elements
      executor.view(input.value).floats.update(from: source, count: source.count)
    }
    guard variable.isParameter, let entry = store[variable.name] else { return }
    store.set(entry, to: elements)
  }

  /// Puts a variable back.
  func restore(_ variable: Variable) {
    guard variable.isParameter, let entry = store[variable.name] else { return }
    store.set(entry, to: variable.base)
  }

  private static func free(_ type: TensorType, _ view: TensorView, count: Int) -> [Bool] {
    guard type.isRagged, type.tail == .zero else { return Array(repeating: true, count: count) }
    var free = Array(repeating: false, count: count)
    for example in 0..<view.steps.batch {
      let first = view.steps.start(example) * view.stepSize
      for index in first..<first + view.steps.length(example) * view.stepSize { free[index] = true }
    }
    return free
  }
}
