import Kernels
import Runtime
import Testing

/// What training a small model of the reference's shape obeys.
@Suite struct ModelTrainingTests {
  @Test func theBitsDoNotDependOnTheThreads() throws {
    defer { WorkerPool.configure(threads: WorkerPool.cores) }
    var runs: [[Float]] = []
    for threads in [1, 2, 4] {
      WorkerPool.configure(threads: threads)
      runs.append(try train(steps: 3))
    }
    let isFinite = runs[0].allSatisfy { $0.isFinite }
    #expect(isFinite)
    for run in runs.dropFirst() {
      let differing = zip(runs[0], run).filter { $0.bitPattern != $1.bitPattern }.count
      #expect(differing == 0)
    }
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let (a, b, c) = (try train(steps: 2), try train(steps: 2), try train(steps: 2, seed: 2))
    #expect(a == b)
    #expect(a != c)
  }

  /// Widths and lengths that make every product more than one block.
  private func train(steps: Int, seed: UInt64 = 1) throws -> [Float] {
    let model = try TutorialModel(
      TutorialModel.Options(
        filters: [16, 24, 40], kernels: [5, 5, 3], layers: 2, units: 24, classes: 5,
        batchNorm: true, dropout: 0.3))
    let store = ParameterStore(for: model.graph.builder.graph)
    store.initialize(seed: seed)
    let adam = try Adam(["learning_rate": 0.01])
    let program = try TrainingProgram(
      model.graph, parameters: store,
      recipe: TrainingRecipe(
        optimizer: adam, learningRate: try LearningRate(adam.learningRate),
        clipping: try GradientClipping(["global_norm": 1])))
    program.executor.seed = seed
    for step in 0..<steps {
      let lengths = (0..<24).map { 1 + ($0 * 7 + step * 5) % 40 }
      _ = try program.step(.random(lengths, seed: UInt64(step)), step)
    }
    return Array(UnsafeBufferPointer(start: store.values, count: store.totalCount))
  }
}
