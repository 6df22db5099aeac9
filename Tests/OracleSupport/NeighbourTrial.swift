import Runtime

/// A forward graph on batches put together from numbered examples, whose numbers follow from their
/// index alone: shows whether what an example gives depends on those beside it.
public struct NeighbourTrial {
  /// An example: its index decides its numbers.
  public struct Example: Sendable {
    public let index: Int
    public let length: Int

    /// The example number `index` of `length` steps.
    public init(_ index: Int, length: Int) { (self.index, self.length) = (index, length) }
  }

  private let executor: Executor
  private let kept: [Value]
  private let axes: Set<String>

  /// A trial of a graph that is not yet bound to overhangs, in evaluation mode.
  ///
  /// - Parameters:
  ///   - builder: The graph.
  ///   - kept: What is looked at: values whose first axis is the batch.
  ///   - seed: Decides the parameters.
  public init(_ builder: GraphBuilder, keeping kept: [Value], seed: UInt64 = 1) {
    var builder = builder
    builder.resolveOverhangs()
    let store = ParameterStore(for: builder.graph)
    store.initialize(seed: seed)
    // A bias of zero would leave padding zero that is not so after training.
    for (number, entry) in store.entries.enumerated() where entry.initializer.isConstant {
      let shift: Float = entry.isTrained ? 0.3 : 0
      let base = store.tensor(entry).floats
      store.set(
        entry, to: base.indices.map { base[$0] + shift * Self.number(seed &+ 77, number, $0) })
    }
    executor = Executor(builder.graph, keeping: kept, parameters: store)
    self.kept = kept
    axes = Set(builder.graph.values.compactMap { $0.type.raggedDim?.name })
  }

  /// Runs a batch.
  ///
  /// - Parameters:
  ///   - examples: The batch.
  ///   - padded: The length to which it is padded; that of the longest if nil.
  /// - Returns: For each kept value and each example the elements of its own steps.
  public func run(_ examples: [Example], padded: Int? = nil) -> [[[Float]]] {
    let lengths = examples.map { Int32($0.length) }
    executor.prepare(
      BatchShape(
        batch: examples.count,
        lengths: Dictionary(uniqueKeysWithValues: axes.map { ($0, lengths) }),
        paddedLengths: padded.map { padded in
          Dictionary(uniqueKeysWithValues: axes.map { ($0, padded) })
        } ?? [:]))
    for value in executor.graph.sources(.input) where executor.reads(value) || kept.contains(value)
    {
      fill(value, examples)
    }
    executor.run(step: 1)
    return kept.map { value in examples.indices.map { own(value, $0, of: examples.count) } }
  }

  private func fill(_ value: Value, _ examples: [Example]) {
    let view = executor.view(value)
    for element in 0..<view.count { view.ints[element] = 0 }
    for (position, example) in examples.enumerated() {
      for element in range(view, position, of: examples.count) {
        let first = range(view, position, of: examples.count).lowerBound
        let number = Self.number(UInt64(value.index) &+ 5, example.index, element - first)
        if executor.graph[value].type.scalar == .f32 {
          view.floats[element] = number
        } else {
          view.ints[element] = number > 0 ? 1 : 0
        }
      }
    }
  }

  private func own(_ value: Value, _ position: Int, of count: Int) -> [Float] {
    let view = executor.view(value)
    let isFloat = executor.graph[value].type.scalar == .f32
    return range(view, position, of: count).map {
      isFloat ? view.floats[$0] : Float(view.ints[$0])
    }
  }

  /// The elements of an example's own steps.
  private func range(_ view: TensorView, _ position: Int, of count: Int) -> Range<Int> {
    guard view.isRagged else {
      let size = view.count / count
      return position * size..<(position + 1) * size
    }
    let first = view.steps.start(position) * view.stepSize
    return first..<first + view.steps.length(position) * view.stepSize
  }

  /// A number between -1 and 1 that follows from three others (the mixing of SplitMix64).
  private static func number(_ seed: UInt64, _ a: Int, _ b: Int) -> Float {
    var z = seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(a) &* 0xbf58_476d_1ce4_e5b9
    z = (z &+ UInt64(b) &* 0x94d0_49bb_1331_11eb) &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Float((z ^ (z >> 31)) >> 40) / Float(1 << 23) - 1
  }

  /// Whether two runs gave the same up to rounding, which differs with the rows of a product.
  public static func agree(_ a: [Float], _ b: [Float]) -> Bool {
    guard a.count == b.count else { return false }
    let scale = a.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return zip(a, b).allSatisfy { x, y in
      x == y || (x.isNaN && y.isNaN) || (x - y).magnitude <= 2e-4 * max(scale, 1e-3)
    }
  }
}

extension Initializer {
  /// Whether every element starts with the same number.
  fileprivate var isConstant: Bool {
    switch self {
    case .zeros, .ones, .constant: true
    default: false
    }
  }
}
