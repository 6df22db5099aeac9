/// Gives every value of a graph a place in one arena, so that values that are never alive at the
/// same time share memory.
///
/// What depends on the graph alone (who is read last by whom) is worked out once; ``place(sizes:scratch:)``
/// repeats for every batch, because sizes follow the number and the lengths of its examples.
public final class MemoryPlanner {
  /// Places are multiples of this many floats: a cache line.
  static let alignment = 16

  private let graph: Graph
  private let sharesMemory: Bool
  private let inputs: [Value]
  private let lastUse: [Int]
  private let placed: [Bool]
  /// Free and used blocks of the arena while planning, by offset.
  private var live: [Block] = []
  /// The place of every value in floats, -1 for a value that lives outside the arena.
  public private(set) var offsets: [Int]
  /// The place of every node's scratch memory in floats.
  public private(set) var scratchOffsets: [Int]
  /// The floats needed.
  public private(set) var size = 0

  private struct Block {
    var start: Int
    var end: Int
    var lastUse: Int
  }

  /// A planner for a pruned graph.
  ///
  /// - Parameters:
  ///   - graph: What the executor runs, in order.
  ///   - kept: Values that must survive the run.
  ///   - external: Values that live elsewhere, such as parameters and their gradients.
  ///   - sharesMemory: Whether values may follow each other in one place; without, each keeps its
  ///     own, so that every one can be read after a run.
  public init(
    _ graph: Graph, keeping kept: [Value], external: Set<Value>, sharesMemory: Bool = true
  ) {
    self.graph = graph
    self.sharesMemory = sharesMemory
    inputs = graph.sources(.input)
    var lastUse = Array(repeating: -1, count: graph.values.count)
    for (index, node) in graph.nodes.enumerated() {
      for value in node.results + node.inputs { lastUse[value.index] = index }
    }
    for value in kept { lastUse[value.index] = graph.nodes.count }
    for update in graph.updates { lastUse[update.value.index] = graph.nodes.count }
    self.lastUse = lastUse
    var placed = Array(repeating: false, count: graph.values.count)
    for node in graph.nodes { for value in node.results { placed[value.index] = true } }
    for value in inputs { placed[value.index] = true }
    for value in external { placed[value.index] = false }
    self.placed = placed
    offsets = Array(repeating: -1, count: graph.values.count)
    scratchOffsets = Array(repeating: 0, count: graph.nodes.count)
    live.reserveCapacity(graph.values.count)
  }

  /// Whether a value lives in the arena.
  func isPlaced(_ value: Value) -> Bool { placed[value.index] }

  /// The last node that reads a value; the number of nodes for one that is kept.
  func lastUse(of value: Value) -> Int { lastUse[value.index] }

  /// Finds a place for every value of `sizes[value]` floats and every node's `scratch[node]` floats.
  public func place(sizes: [Int], scratch: [Int]) {
    live.removeAll(keepingCapacity: true)
    size = 0
    for value in inputs {
      offsets[value.index] = take(sizes[value.index], until: lastUse[value.index])
    }
    for (index, node) in graph.nodes.enumerated() {
      if sharesMemory { live.removeAll { $0.lastUse < index } }
      for result in node.results where placed[result.index] {
        if !takeOver(result, of: node, at: index, sizes: sizes) {
          offsets[result.index] = take(sizes[result.index], until: lastUse[result.index])
        }
      }
      scratchOffsets[index] = scratch[index] > 0 ? take(scratch[index], until: index) : 0
    }
  }

  /// Lets a result live where an input dies, when the op allows it.
  private func takeOver(_ result: Value, of node: Node, at index: Int, sizes: [Int]) -> Bool {
    guard sharesMemory else { return false }
    for pair in node.op.inPlacePairs where node.results[pair.result] == result {
      let input = node.inputs[pair.input]
      let isLastReader = lastUse[input.index] == index && placed[input.index]
      guard isLastReader, sizes[input.index] == sizes[result.index], sizes[input.index] > 0,
        node.inputs.filter({ $0 == input }).count == 1,
        let block = live.firstIndex(where: {
          $0.start == offsets[input.index] && $0.lastUse == index
        })
      else { continue }
      offsets[result.index] = offsets[input.index]
      live[block].lastUse = lastUse[result.index]
      return true
    }
    return false
  }

  /// Takes the smallest gap that fits (best fit keeps large gaps for large values).
  private func take(_ count: Int, until lastUse: Int) -> Int {
    let alignment = Self.alignment
    let needed = max(1, (count + alignment - 1) / alignment) * alignment
    var (best, bestGap, end, position) = (-1, Int.max, 0, live.count)
    for (index, block) in live.enumerated() {
      let gap = block.start - end
      if gap >= needed, gap < bestGap { (best, bestGap, position) = (end, gap, index) }
      end = max(end, block.end)
    }
    if best < 0 { (best, position) = (end, live.count) }
    live.insert(Block(start: best, end: best + needed, lastUse: lastUse), at: position)
    size = max(size, best + needed)
    return best
  }
}
