/// How steps past an example's end get into the steps of its own.
public enum TailRead: Sendable, Hashable {
  /// Not at all.
  case none
  /// That many steps past the end are read; zeros there change nothing.
  case steps(Int)
  /// Everything up to the batch's longest example counts, even where it is zero.
  case extent
}

/// A node that lets what lies past an example's end into its results.
public struct PaddingLeak: Sendable {
  /// The node that reads, an index into ``Graph/nodes``.
  public let node: Int
  /// What it reads.
  public let input: Value
  /// How far it reads.
  public let read: TailRead
  /// The node that first makes the steps past the end anything but zero; nil when they are zero and
  /// only their number counts.
  public let maker: Int?
}

/// Where padding gets into the results of a graph: worked out from the types alone.
///
/// A value that no leak reaches is the same for an example whatever stands beside it in the batch,
/// apart from what mixes examples on purpose: a loss's mean, the statistics of a batch_norm that
/// trains.
public struct PaddingReport: Sendable {
  /// The nodes that read padding, in order.
  public let leaks: [PaddingLeak]
  private let graph: Graph
  private let reached: [Bool]

  /// Looks through a forward graph.
  public init(_ graph: Graph) {
    let makers = graph.makers
    var leaks: [PaddingLeak] = []
    for (index, node) in graph.nodes.enumerated() {
      let types = node.inputs.map { graph[$0].type }
      for (input, read) in zip(node.inputs, node.op.tailReads(ofInputs: types)) {
        let type = graph[input].type
        guard type.isRagged, read == .extent || (read != .none && type.tail != .zero) else {
          continue
        }
        let maker = type.tail == .zero ? nil : graph.tailMaker(of: input, makers)
        leaks.append(PaddingLeak(node: index, input: input, read: read, maker: maker))
      }
    }
    self.graph = graph
    self.leaks = leaks
    reached = graph.dependents(of: leaks.flatMap { graph.nodes[$0.node].results })
  }

  /// Whether an example's own part of a value depends on what stands beside it in the batch.
  public func isReached(_ value: Value) -> Bool { reached[value.index] }

  /// For every value by index, whether some of `leaks` reaches an example's own part of it.
  public func reach(of leaks: [PaddingLeak]) -> [Bool] {
    graph.dependents(of: leaks.flatMap { graph.nodes[$0.node].results })
  }
}

extension Graph {
  /// For every value the node that makes it; nil for a source.
  fileprivate var makers: [Int?] {
    var makers = [Int?](repeating: nil, count: values.count)
    for (index, node) in nodes.enumerated() {
      for result in node.results { makers[result.index] = index }
    }
    return makers
  }

  /// The nearest node behind `value` that would make a tail other than zero even of zeros.
  fileprivate func tailMaker(of value: Value, _ makers: [Int?]) -> Int? {
    var value = value
    while let index = makers[value.index] {
      let node = nodes[index]
      let types = node.inputs.map { input in
        var type = self[input].type
        type.tail = .zero
        return type
      }
      let position = node.results.firstIndex(of: value) ?? 0
      // An op that took the types before takes them whatever their tails hold.
      guard let made = try? node.op.resultTypes(types), made[position].tail == .zero,
        let source = node.inputs.first(where: { self[$0].type.tail == .arbitrary })
      else { return index }
      value = source
    }
    return nil
  }
}
