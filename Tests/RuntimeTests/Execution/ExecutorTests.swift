import Testing

@testable import Runtime

@Suite struct ExecutorTests {
  @Test func batchesOfChangingSizesGiveWhatAFreshExecutorGives() throws {
    let random = try RandomGraph(seed: 3)
    let store = ParameterStore(for: random.graph)
    let executor = Executor(random.graph, keeping: random.kept, parameters: store)
    for lengths: [Int32] in [[4, 1], [9, 0, 3, 9, 1], [], [0], [2], [4, 1]] {
      let fresh = Executor(random.graph, keeping: random.kept, parameters: store)
      #expect(run(executor, random, lengths) == run(fresh, random, lengths), "\(lengths)")
    }
  }

  @Test func nothingReadsWhatItHasNotWritten() throws {
    let random = try RandomGraph(seed: 4)
    let executor = Executor(
      random.graph, keeping: random.kept, parameters: ParameterStore(for: random.graph))
    let clean = run(executor, random, [3, 5, 1])
    #expect(run(executor, random, [3, 5, 1], poison: .nan) == clean)
    #expect(run(executor, random, [3, 5, 1], poison: 1e30) == clean)
  }

  @Test func stepsPastTheEndAreStoredOnlyAsFarAsTheyAreRead() throws {
    var builder = GraphBuilder(mode: .evaluation)
    let x = builder.input("x", TensorType([.batch, .ragged(RaggedDim("T")), .fixed(1)]))
    let ones = try builder.append(FillOp(number: 1, tail: .arbitrary), [x])[0]
    let near = try builder.append(LookAheadOp(ahead: 1), [ones])[0]
    let far = try builder.append(LookAheadOp(ahead: 2), [near])[0]
    builder.resolveOverhangs()
    let overhangs = [x, ones, near, far].map { builder.type(of: $0).overhang }
    #expect(overhangs == [0, 3, 2, 0])
    let executor = Executor(
      builder.graph, keeping: [far, ones], parameters: ParameterStore(for: builder.graph))
    executor.prepare(BatchShape(batch: 3, lengths: ["T": [1, 6, 4]]))
    let steps = executor.view(ones).steps
    // Clipped at the longest example.
    #expect((0..<3).map(steps.extent) == [4, 6, 6])
    executor.set(x, to: Tensor([3, 6, 1], Array(repeating: 0, count: 18)))
    executor.run()
    #expect(
      executor.tensor(far).floats == [
        1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0,
      ])
  }

  @Test func aTailThatIsPromisedZeroIsZero() throws {
    var builder = GraphBuilder(mode: .evaluation)
    let x = builder.input("x", TensorType([.batch, .ragged(RaggedDim("T")), .fixed(2)]))
    let ones = try builder.append(FillOp(number: 1, tail: .zero), [x])[0]
    builder.resolveOverhangs(padded: [ones])
    let executor = Executor(
      builder.graph, keeping: [ones], parameters: ParameterStore(for: builder.graph))
    executor.prepare(BatchShape(batch: 2, lengths: ["T": [1, 0]], paddedLengths: ["T": 2]))
    executor.fillArena(with: .nan)
    executor.run()
    #expect(executor.view(ones).count == 8)
    #expect(executor.tensor(ones).floats == [1, 1, 0, 0, 0, 0, 0, 0])
  }

  @Test func gradientsOfAValueUsedTwiceAddUp() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.fixed(3)]))
    let square = try builder.append(ProductOp(), [x, x])[0]
    let cube = try builder.append(ProductOp(), [square, x])[0]
    let y = try builder.append(SumOp(), [cube, square])[0]
    builder.resolveOverhangs()
    let seed = builder.input("seed", TensorType([.fixed(3)]))
    let gradients = try builder.appendGradient(of: [y: seed], for: [x])
    let gradient = try #require(gradients[x])
    let executor = Executor(
      builder.graph, keeping: [gradient], parameters: ParameterStore(for: builder.graph))
    executor.prepare(BatchShape(batch: 0))
    executor.set(x, to: Tensor([3], [1, 2, -1]))
    executor.set(seed, to: Tensor([3], [1, 1, 10]))
    executor.run()
    // 3x² + 2x
    #expect(executor.tensor(gradient).floats == [5, 16, 10])
  }

  @Test func statesChangeOnlyWhenTold() throws {
    var builder = GraphBuilder(mode: .training)
    let count = builder.state("count", [2], .ones)
    let next = try builder.append(SumOp(), [count, count])[0]
    builder.update(count, to: next)
    let store = ParameterStore(for: builder.graph)
    store.initialize(seed: 0)
    let entry = try #require(store["count"])
    let executor = Executor(builder.graph, keeping: [], parameters: store)
    executor.prepare(BatchShape(batch: 1))
    executor.run()
    executor.run()
    #expect(store.tensor(entry).floats == [1, 1])
    executor.updateStates()
    #expect(store.tensor(entry).floats == [2, 2])
    executor.run()
    executor.updateStates()
    #expect(store.tensor(entry).floats == [4, 4])
  }

  private func run(
    _ executor: Executor, _ random: RandomGraph, _ lengths: [Int32], poison: Float? = nil
  ) -> [Tensor] {
    var generator = SeededGenerator(state: 7)
    executor.prepare(BatchShape(batch: lengths.count, lengths: ["T": lengths]))
    if let poison { executor.fillArena(with: poison) }
    let shape = [lengths.count, Int(lengths.max() ?? 0), 3]
    for value in random.inputs where executor.reads(value) || random.kept.contains(value) {
      executor.set(value, to: generator.tensor(shape))
    }
    executor.run()
    return random.kept.map(executor.tensor)
  }
}
