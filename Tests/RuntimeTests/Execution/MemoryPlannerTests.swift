import Testing

@testable import Runtime

@Suite struct MemoryPlannerTests {
  @Test(arguments: (0..<40).map { UInt64($0) }) func valuesAliveTogetherDoNotOverlap(seed: UInt64)
    throws
  {
    let random = try RandomGraph(seed: seed)
    let graph = random.graph.pruned(keeping: random.kept)
    let planner = MemoryPlanner(graph, keeping: random.kept, external: [])
    var generator = SeededGenerator(state: seed)
    for _ in 0..<3 {
      let size = Int.random(in: 0...100, using: &generator)
      let sizes = graph.values.map { _ in size }
      let scratch = graph.nodes.map { $0.op is ReversalOp ? size : 0 }
      planner.place(sizes: sizes, scratch: scratch)
      let lives = lives(graph, random.kept)
      for (a, lifeOfA) in lives {
        for (b, lifeOfB) in lives where a.index < b.index && lifeOfA.overlaps(lifeOfB) {
          let isApart = isApart(planner.offsets[a.index], planner.offsets[b.index], size)
          #expect(
            isApart || isTakenOver(graph, a, b, lifeOfA, lifeOfB), "\(a) and \(b) of seed \(seed)")
        }
        for (node, place) in planner.scratchOffsets.enumerated()
        where scratch[node] > 0 && lifeOfA.contains(node) {
          #expect(isApart(planner.offsets[a.index], place, size), "\(a) and scratch of \(node)")
        }
        #expect(planner.offsets[a.index] + size <= planner.size)
      }
    }
  }

  @Test(arguments: (0..<20).map { UInt64($0) }) func sharedMemoryChangesNoNumber(seed: UInt64)
    throws
  {
    let random = try RandomGraph(seed: seed)
    let shared = try run(random, seed: seed, sharesMemory: true)
    let apart = try run(random, seed: seed, sharesMemory: false)
    #expect(shared.tensors == apart.tensors)
    #expect(shared.arena <= apart.arena)
  }

  @Test func aChainNeedsOneBlock() throws {
    var builder = GraphBuilder(mode: .training)
    let (x, y) = (
      builder.input("x", TensorType([.batch, .fixed(16)])),
      builder.input("y", TensorType([.batch, .fixed(16)]))
    )
    var value = x
    for _ in 0..<10 { value = try builder.append(SumOp(), [value, y])[0] }
    let executor = Executor(
      builder.graph, keeping: [value], parameters: ParameterStore(for: builder.graph))
    executor.prepare(BatchShape(batch: 4))
    #expect(executor.arenaCount == 2 * 64)
  }

  /// The nodes during which each placed value must keep its numbers; inputs are there before.
  private func lives(_ graph: Graph, _ kept: [Value]) -> [Value: ClosedRange<Int>] {
    var first: [Value: Int] = [:]
    var last: [Value: Int] = [:]
    for value in graph.sources(.input) { (first[value], last[value]) = (-1, -1) }
    for (index, node) in graph.nodes.enumerated() {
      for value in node.results { (first[value], last[value]) = (index, index) }
      for value in node.inputs { last[value] = index }
    }
    for value in kept { last[value] = graph.nodes.count }
    return first.reduce(into: [:]) { lives, entry in
      lives[entry.key] = entry.value...(last[entry.key] ?? entry.value)
    }
  }

  private func isApart(_ a: Int, _ b: Int, _ size: Int) -> Bool {
    size == 0 || a + size <= b || b + size <= a
  }

  /// Whether the node that reads `a` for the last time may write its result `b` there.
  private func isTakenOver(
    _ graph: Graph, _ a: Value, _ b: Value, _ lifeOfA: ClosedRange<Int>,
    _ lifeOfB: ClosedRange<Int>
  ) -> Bool {
    guard lifeOfA.upperBound == lifeOfB.lowerBound else { return false }
    let node = graph.nodes[lifeOfB.lowerBound]
    return node.inputs.filter { $0 == a }.count == 1
      && node.op.inPlacePairs.contains {
        node.results[$0.result] == b && node.inputs[$0.input] == a
      }
  }

  private func run(
    _ random: RandomGraph, seed: UInt64, sharesMemory: Bool
  ) throws -> (tensors: [Tensor], arena: Int) {
    let executor = Executor(
      random.graph, keeping: random.kept, parameters: ParameterStore(for: random.graph),
      sharesMemory: sharesMemory)
    var generator = SeededGenerator(state: seed)
    executor.prepare(BatchShape(batch: 3, lengths: ["T": [4, 0, 2]]))
    executor.fillArena(with: .nan)
    for value in random.inputs { executor.set(value, to: generator.tensor([3, 4, 3])) }
    executor.run()
    return (random.kept.map(executor.tensor), executor.arenaCount)
  }
}
