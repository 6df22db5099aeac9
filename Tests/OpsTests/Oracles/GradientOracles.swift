import OracleSupport
import Runtime
import Testing

/// Every mapping of `oracles/gradients`; add an array of a file of your own here.
let gradientMappings: [OracleMapping] =
  activationMappings + arithmeticMappings + lossMappings + sequenceMappings + linearMappings
  + poolMappings + shapeMappings

/// Results and gradients against PyTorch in double precision.
@Suite struct GradientOracles {
  @Test func resultsAndGradientsAgree() throws {
    let mappings = Dictionary(gradientMappings.map { ($0.op, $0) }) { first, _ in first }
    var tally = OracleTally()
    for family in try Oracles.families(in: "gradients") {
      for oracle in family.cases {
        do {
          check(try OracleRun(oracle, mappings), "\(family.name)/\(oracle.name)")
          tally.checked += 1
        } catch let unmapped as Unmapped {
          tally.skip(unmapped.reason)
        } catch let error as OpError {
          Issue.record("\(family.name)/\(oracle.name): \(error)")
        }
      }
    }
    print("gradients:", tally)
  }

  private func check(_ run: OracleRun, _ name: String) {
    let oracle = run.oracle
    if let output = oracle.output(run.output.name) {
      let (shape, numbers) = run.expected(output, run.output)
      #expect(run.outcome.result.shape == shape, "\(name)")
      expectClose(
        run.outcome.result.floats, numbers, limit: oracle.limit(run.output.name), name)
    } else {
      Issue.record("\(name): no output `\(run.output.name)`")
    }
    for operand in oracle.gradients {
      guard let expected = operand.tensor else { continue }
      guard let (gradient, argument) = run.gradient(operand.name) else {
        Issue.record("\(name): no gradient of `\(operand.name)`")
        continue
      }
      let (shape, numbers) = run.expected(expected, argument)
      #expect(gradient.shape == shape, "\(name) d_\(operand.name)")
      expectClose(
        gradient.floats, numbers, limit: oracle.limit("d_\(operand.name)"),
        "\(name) d_\(operand.name)")
    }
  }
}
