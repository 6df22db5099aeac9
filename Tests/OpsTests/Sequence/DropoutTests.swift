import Ops
import OracleSupport
import Runtime
import Testing

@Suite struct DropoutTests {
  /// Checks the relation, because the oracles give a mask and ours follows from seed, name and step.
  ///
  /// Each element of the result and of the gradient is 0 or scaled, in the same places.
  @Test func survivorsAreScaledAsInTheOracles() throws {
    guard Oracles.url("gradients/dropout.json") != nil else { return }
    var checked = 0
    for oracle in try OracleFamily("gradients", "dropout").cases {
      let (x, keep) = (try #require(oracle.input("x")), try #require(oracle.input("keep")))
      let (y, dy) = (try #require(oracle.output("y")), try #require(oracle.cotangent("y")))
      let dx = try #require(oracle.gradient("x"))
      let rate = try #require(oracle.json["attributes"]?["rate"]?.double)
      let trial = try OpTrial(try Dropout(["rate": .float(rate)]), inputs: [x.plain])
      let outcome = trial.run(at: [x.plain], cotangent: dy.plain, step: 3)
      let gradient = try #require(outcome.inputGradients[0]).floats
      for index in x.doubles.indices {
        let survives = outcome.result.floats[index] != 0
        // Where the case's mask keeps an element as ours does, the case's own numbers apply.
        if survives == (keep.integers[index] != 0) {
          expectClose([outcome.result.floats[index]], [y.doubles[index]], limit: 2e-6, "\(oracle)")
          expectClose([gradient[index]], [dx.doubles[index]], limit: 2e-6, "\(oracle)")
        } else {
          let scale = survives ? 1 / (1 - rate) : 0
          expectClose(
            [outcome.result.floats[index]], [x.doubles[index] * scale], limit: 2e-6, "\(oracle)")
          expectClose([gradient[index]], [dy.doubles[index] * scale], limit: 2e-6, "\(oracle)")
        }
      }
      checked += 1
    }
    print("gradients/dropout: \(checked) cases checked by relation")
  }

  @Test func theSameStepDropsTheSame() throws {
    let ones = Tensor([64, 64], Array(repeating: 1, count: 4096))
    let trial = try OpTrial(try Dropout(["rate": 0.3]), inputs: [ones])
    let (first, second) = (trial.run(at: [ones], step: 1), trial.run(at: [ones], step: 2))
    #expect(first.result == trial.run(at: [ones], step: 1).result)
    #expect(first.result != second.result)
    #expect(first.inputGradients == [first.result])
    let share = Double(first.result.floats.filter { $0 == 0 }.count) / 4096
    // Five deviations of a binomial.
    #expect((share - 0.3).magnitude < 5 * (0.3 * 0.7 / 4096).squareRoot())
  }

  @Test func evaluationDropsNothing() throws {
    let x = Tensor([3], [1, 2, 3])
    let trial = try OpTrial(try Dropout(["rate": 0.9]), inputs: [x], mode: .evaluation)
    #expect(trial.run(at: [x]).result == x)
  }
}
