import OracleSupport
import Runtime
import Testing

/// Every mapping of `oracles/onnx-node`; add an array of a file of your own here.
let onnxMappings: [OracleMapping] =
  onnxElementwiseMappings + onnxLossMappings + onnxSequenceMappings + onnxLinearMappings
  + onnxPoolMappings + onnxShapeMappings + onnxNormMappings

/// Results against the node tests of ONNX.
@Suite struct OnnxOracles {
  @Test func resultsAgree() throws {
    let mappings = Dictionary(onnxMappings.map { ($0.op, $0) }) { first, _ in first }
    var tally = OracleTally()
    for family in try Oracles.families(in: "onnx-node") {
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
    print("onnx-node:", tally)
  }

  private func check(_ run: OracleRun, _ name: String) {
    guard let output = run.oracle.output(run.output.name) else {
      Issue.record("\(name): no output `\(run.output.name)`")
      return
    }
    let (_, numbers) = run.expected(output, run.output)
    expectClose(
      run.outcome.result.floats, numbers, relative: run.oracle.relativeTolerance ?? 1e-3,
      absolute: run.oracle.absoluteTolerance ?? 1e-7, name)
  }
}
