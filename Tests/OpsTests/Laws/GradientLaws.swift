import Ops
import OracleSupport
import Runtime
import Testing

/// The gradient of every op of the catalog against differences, at its own examples.
@Suite struct GradientLaws {
  @Test(arguments: catalogNames)
  func gradientsMatchDifferences(name: String) throws {
    let type = try #require(catalogOp(name))
    for example in type.examples {
      for padded in [false, true] where !padded || example.lengths != nil {
        for mode in [GraphBuilder.Mode.training, .evaluation] {
          let check = try check(type, example, padded: padded, mode: mode)
          for node in check.nodeNames.compactMap(check.node) {
            for finding in node.findings {
              if case .wrong(let numbers) = finding.verdict {
                Issue.record(
                  "\(name) \(example.attributes) \(mode) padded \(padded) \(finding.variable): \(numbers)"
                )
              }
            }
          }
        }
      }
    }
  }

  private func check(
    _ type: any CatalogOp.Type, _ example: OpExample, padded: Bool, mode: GraphBuilder.Mode
  ) throws -> GradientCheck {
    let trial = try OpTrial(
      try type.init(AttributeReader(example.attributes)), inputs: example.inputs,
      lengths: example.lengths, mode: mode, padded: padded)
    // Away from the example's own numbers, which like to stand on the kinks of a function.
    var random = RandomNumbers(seed: 7)
    let inputs = example.inputs.map { $0.adding(random.tensor($0.shape, size: 0.1), times: 1) }
    return trial.gradientCheck(at: inputs, parameters: example.parameters, seed: 7)
  }
}
