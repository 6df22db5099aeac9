import Kernels

/// A small ragged batch of random numbers for a graph, and every value that the graph makes of it.
///
/// Three examples of different lengths, one of them as short as the graph bears.
struct GradientSample {
  /// The graph with its overhangs resolved.
  let graph: Graph
  /// The batch.
  let shape: BatchShape
  /// Parameters and states; what is declared constant is moved off, since zeros hide mistakes.
  let store: ParameterStore
  /// The stored elements of every value of the graph but parameters, as they lie in memory.
  let elements: [[Float]]

  /// Runs the graph at a point that somebody chose.
  init(_ model: GraphBuilder, at point: GradientPoint) {
    var builder = model
    builder.resolveOverhangs(padded: point.padded)
    let store = ParameterStore(for: builder.graph)
    store.initialize(seed: 1)
    for entry in store.entries {
      if let tensor = point.parameters[entry.name] { store.set(entry, to: tensor.floats) }
    }
    (graph, shape, self.store) = (builder.graph, point.shape, store)
    elements = Self.run(builder.graph, point.shape, store) { executor, value in
      if let tensor = point.inputs[builder.graph[value].name] { executor.set(value, to: tensor) }
    }
  }

  /// Draws a batch and runs the graph on it.
  init(_ model: GraphBuilder, seed: UInt64) {
    var builder = model
    builder.resolveOverhangs()
    let graph = builder.graph
    let store = ParameterStore(for: graph)
    store.initialize(seed: seed)
    var random = RandomDraws(seed: seed, stream: "gradient check")
    for entry in store.entries where entry.isTrained {
      let values = store.tensor(entry).floats
      guard values.allSatisfy({ $0 == values.first }) else { continue }
      store.set(entry, to: values.map { $0 + random.uniform(0.3) })
    }
    let longest = Self.longest(for: graph)
    var (shape, elements) = (BatchShape(batch: 0), [[Float]]())
    // An example of one step may leave nothing to reduce; then longer ones are tried.
    for shortest in [1, 2, 3, longest / 2] {
      shape = Self.shape(graph, lengths: [longest, shortest, longest - longest / 3])
      var random = random
      elements = Self.run(graph, shape, store) { executor, value in
        Self.draw(value, of: graph, in: executor, &random)
      }
      guard elements.contains(where: { $0.contains { !$0.isFinite } }) else { break }
    }
    (self.graph, self.store, self.shape, self.elements) = (graph, store, shape, elements)
  }

  /// The fewest steps, but at least 6, that leave 3 on every axis.
  private static func longest(for graph: Graph) -> Int {
    let axes = graph.values.compactMap(\.type.raggedDim)
    var length = 6
    while length < 4096, axes.contains(where: { $0.length(from: length) < 3 }) { length += 1 }
    return length
  }

  private static func shape(_ graph: Graph, lengths: [Int]) -> BatchShape {
    let names = Set(graph.values.compactMap { $0.type.raggedDim?.name })
    let lengths = lengths.map(Int32.init)
    return BatchShape(
      batch: lengths.count,
      lengths: Dictionary(uniqueKeysWithValues: names.map { ($0, lengths) }))
  }

  private static func draw(
    _ value: Value, of graph: Graph, in executor: Executor, _ random: inout RandomDraws
  ) {
    let view = executor.view(value)
    let bound = graph.integerBound(of: value)
    for index in 0..<view.count {
      if graph[value].type.scalar == .f32 {
        view.floats[index] = random.uniform(1.5)
      } else {
        view.ints[index] = Int32(random.below(bound))
      }
    }
    executor.zeroTail(of: value)
  }

  private static func run(
    _ graph: Graph, _ shape: BatchShape, _ store: ParameterStore,
    fill: (Executor, Value) -> Void
  ) -> [[Float]] {
    let executor = Executor(
      graph, keeping: graph.nodes.flatMap(\.results), parameters: store, sharesMemory: false)
    executor.prepare(shape)
    for value in graph.sources(.input) { fill(executor, value) }
    executor.run(step: 1)
    return graph.values.indices.map { index in
      let (value, info) = (Value(index: index), graph.values[index])
      guard info.source == nil || info.source?.kind == .input else { return [] }
      let view = executor.view(value)
      guard info.type.scalar == .f32 else {
        // Never read as a number: only copied, bit by bit.
        return (0..<view.count).map { Float(bitPattern: UInt32(bitPattern: view.ints[$0])) }
      }
      return Array(UnsafeBufferPointer(start: view.floats, count: view.count))
    }
  }
}

extension Graph {
  /// A number of classes, rows or the like that integers of an input may safely stand for: no size
  /// beside it in a node that reads it is smaller.
  fileprivate func integerBound(of input: Value) -> Int {
    let types = nodes.filter { $0.inputs.contains(input) }.flatMap { node in
      (node.inputs.filter { self[$0].type.scalar == .f32 } + node.results).map { self[$0].type }
    }
    return max(1, types.flatMap { $0.dims.compactMap(\.fixedSize) }.min() ?? 1)
  }
}

/// A batch and parameters at which gradients are checked.
public struct GradientPoint: Sendable {
  /// The sizes of the batch.
  public var shape: BatchShape
  /// Every input by name, ragged ones padded.
  public var inputs: [String: Tensor]
  /// Parameters and states by name; the others start as declared.
  public var parameters: [String: Tensor]
  /// Values that are looked at with the steps past each example's end.
  public var padded: [Value]

  /// A point.
  public init(
    shape: BatchShape, inputs: [String: Tensor], parameters: [String: Tensor] = [:],
    padded: [Value] = []
  ) {
    (self.shape, self.inputs) = (shape, inputs)
    (self.parameters, self.padded) = (parameters, padded)
  }
}

/// Random numbers one after the other.
struct RandomDraws {
  private let key: RandomKey
  private var next: UInt64 = 0

  init(seed: UInt64, stream: String) {
    key = RandomKey(seed: seed, stream: StableHash.fnv1a(stream), step: 0)
  }

  /// A number from -`size` to `size`.
  mutating func uniform(_ size: Float) -> Float {
    next += 1
    return (2 * CounterRandom.uniform(key, index: next) - 1) * size
  }

  /// A whole number from 0 on, below `bound`.
  mutating func below(_ bound: Int) -> Int {
    next += 1
    return Int(CounterRandom.bits(key, index: next)) % bound
  }
}
