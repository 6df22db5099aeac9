import Foundation
import Ops
import OracleSupport
import Runtime
import Testing

/// What every op of the catalog obeys at its own examples; a new op is tested by giving some.
@Suite struct CatalogLaws {
  @Test(arguments: catalogNames)
  func examplesGiveTheirResults(name: String) throws {
    let type = try #require(catalogOp(name))
    #expect(!type.examples.isEmpty, "`\(name)` has no example")
    for (index, example) in type.examples.enumerated() {
      guard let expected = example.result else { continue }
      let result = try ExampleTrial(type, example).run().result
      #expect(
        result.shape == expected.shape && result.scalar == expected.scalar, "\(name) \(index)")
      expectClose(result.floats, expected.floats.map(Double.init), limit: 2e-6, "\(name) \(index)")
    }
  }

  @Test(arguments: catalogNames)
  func resultsDoNotDependOnWhatWasInMemory(name: String) throws {
    let type = try #require(catalogOp(name))
    for example in type.examples {
      let trial = try ExampleTrial(type, example, padded: true)
      let first = trial.run()
      let poison = example.inputs.map { tensor in
        tensor.scalar == .f32
          ? Tensor(tensor.shape, tensor.floats.map { _ in Float.nan }) : tensor
      }
      let seed = Tensor(first.result.shape, first.result.floats.map { _ in Float.nan })
      _ = trial.run(poison, cotangent: seed)
      #expect(isIdentical(first, trial.run()), "\(name) \(example.attributes)")
    }
  }

  @Test(arguments: catalogNames)
  func anEmptyBatchWorks(name: String) throws {
    let type = try #require(catalogOp(name))
    for example in type.examples where example.lengths != nil {
      let inputs = example.inputs.map { tensor in
        let shape = [0] + tensor.shape.dropFirst()
        return tensor.scalar == .f32 ? Tensor(shape, []) : Tensor(shape, ints: [])
      }
      let empty = OpExample(
        example.attributes, inputs: inputs, lengths: [], parameters: example.parameters,
        mode: example.mode)
      let outcome = try ExampleTrial(type, empty, padded: true).run()
      for gradient in outcome.parameterGradients.values {
        #expect(gradient.floats.allSatisfy { $0 == 0 }, "\(name)")
      }
      #expect(outcome.result.floats.allSatisfy { $0 == 0 }, "\(name)")
    }
  }

  private func isIdentical(_ a: OpTrial.Outcome, _ b: OpTrial.Outcome) -> Bool {
    let inputs = zip(a.inputGradients, b.inputGradients).allSatisfy { left, right in
      guard let left, let right else { return left == nil && right == nil }
      return left.isIdentical(to: right)
    }
    let parameters = a.parameterGradients.allSatisfy { name, left in
      b.parameterGradients[name].map(left.isIdentical) ?? false
    }
    return a.result.isIdentical(to: b.result) && inputs && parameters
  }
}
