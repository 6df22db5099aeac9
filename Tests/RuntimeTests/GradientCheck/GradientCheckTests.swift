import Runtime
import Testing

/// Mistakes that are planted in a gradient are found, and nothing else is.
@Suite struct GradientCheckTests {
  @Test(arguments: PlantedOp.Mistake.allCases) func plantedMistakesAreFound(
    mistake: PlantedOp.Mistake
  ) throws {
    for seed in 0..<6 {
      let check = GradientCheck(try model(mistake), seed: UInt64(seed))
      let first = try #require(check.node("first"))
      #expect(first.findings.allSatisfy(isRight), "\(mistake) \(seed): \(first)")
      let second = try #require(check.node("second"))
      #expect(
        second.findings.filter { !isRight($0) }.map(\.variable) == expected(mistake),
        "\(mistake) \(seed): \(second)")
      // The mistake in the second op's input gradient reaches the first one's parameters.
      let wrong = check.parameters().filter { isWrong($0.verdict) }.map(\.name)
      let whole =
        expected(mistake) == ["first"] ? ["first/kernel", "first/bias"] : expected(mistake)
      #expect(wrong == whole, "\(mistake) \(seed)")
    }
  }

  @Test(arguments: [true, false]) func kinksAreSteppedAround(isRight: Bool) throws {
    for seed in 0..<6 {
      var builder = GraphBuilder(mode: .training)
      let x = builder.input("x", TensorType([.batch, .fixed(50)]))
      let y = try builder.scoped("kink") { builder throws(OpError) in
        try builder.append(KinkOp(isRight: isRight), [x])[0]
      }
      let model = ModelGraph(builder: builder, loss: nil, metrics: [], outputs: [.init("y", y)])
      let node = try #require(GradientCheck(model, seed: UInt64(seed)).node("kink"))
      #expect(node.findings.allSatisfy(self.isRight) == isRight, "\(seed): \(node)")
    }
  }

  @Test func whatHasNoGradientIsNotChecked() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.batch, .ragged(RaggedDim("T")), .fixed(2)]))
    let y = try builder.scoped("ahead") { builder throws(OpError) in
      try builder.append(LookAheadOp(ahead: 1), [x])[0]
    }
    let model = ModelGraph(builder: builder, loss: nil, metrics: [], outputs: [.init("y", y)])
    let check = GradientCheck(model, seed: 1)
    #expect(check.node("ahead")?.reason == "`look_ahead` has no gradient")
    #expect(check.node("behind") == nil)
    #expect(Set(check.lengths).count == 3 && check.lengths.min() == 1)
  }

  private func isRight(_ finding: GradientCheck.Finding) -> Bool {
    if case .ok = finding.verdict { true } else { false }
  }

  private func isWrong(_ verdict: GradientVerdict) -> Bool {
    if case .wrong = verdict { true } else { false }
  }

  private func expected(_ mistake: PlantedOp.Mistake) -> [String] {
    switch mistake {
    case .none: []
    case .inputOnePercentTooLarge, .inputTransposed: ["first"]
    case .biasForgetsTheBatch: ["second/bias"]
    default: ["second/kernel"]
    }
  }

  /// Two square layers, the second with a mistake.
  private func model(_ mistake: PlantedOp.Mistake) throws -> ModelGraph {
    var builder = GraphBuilder(mode: .training)
    var value = builder.input("x", TensorType([.batch, .fixed(5)]))
    for (name, mistake) in [("first", .none), ("second", mistake)] {
      value = try builder.scoped(name) { builder throws(OpError) in
        let kernel = builder.parameter("kernel", [5, 5], .glorotUniform(fanIn: 5, fanOut: 5))
        let bias = builder.parameter("bias", [5], .zeros)
        return try builder.append(PlantedOp(mistake: mistake), [value, kernel, bias])[0]
      }
    }
    return ModelGraph(builder: builder, loss: nil, metrics: [], outputs: [.init("y", value)])
  }
}
