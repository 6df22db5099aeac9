import Kernels
import Ops
import OracleSupport
import Runtime
import Testing

/// Ops of any shape at a size that is handed to several threads.
@Suite struct ThreadLaws {
  @Test(arguments: catalogNames)
  func threadsDoNotChangeAResult(name: String) throws {
    let type = try #require(catalogOp(name))
    let example = try #require(type.examples.first)
    let isAnyShape = type.schema.inputs.allSatisfy { $0.axes == ["..."] && $0.scalar == .f32 }
    guard isAnyShape, example.attributes["shape"] == nil, example.attributes["axes"] == nil else {
      return
    }
    var random = RandomNumbers(seed: 3)
    let inputs = example.inputs.map { _ in random.tensor([50, 999], size: 2) }
    let large = OpExample(example.attributes, inputs: inputs, mode: .training)
    let trial: ExampleTrial
    do {
      trial = try ExampleTrial(type, large)
    } catch is OpError {
      // Such as a reshape, whose attributes fit its example only.
      return
    }
    let whole = trial.run().result
    let wholeGradients = trial.run().inputGradients
    defer { WorkerPool.configure(threads: WorkerPool.cores) }
    for threads in [1, 2, 4] {
      WorkerPool.configure(threads: threads)
      let outcome = trial.run()
      #expect(outcome.result.isIdentical(to: whole), "\(name) on \(threads)")
      for (gradient, expected) in zip(outcome.inputGradients, wholeGradients) {
        guard let gradient, let expected else { continue }
        #expect(gradient.isIdentical(to: expected), "\(name) on \(threads)")
      }
    }
  }
}
