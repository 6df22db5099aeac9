import OracleSupport
import Runtime
import Testing

/// Random graphs over the whole catalog: what no leak reaches is independent of its neighbours.
///
/// In evaluation mode: a batch_norm that trains mixes examples whatever the padding.
@Suite struct RandomModelTests {
  @Test(arguments: (0..<40).map { UInt64($0) }) func whatNoLeakReachesIsIndependent(
    seed: UInt64
  ) throws {
    let model = RandomModel(seed: seed)
    let report = PaddingReport(model.builder.graph)
    let trial = NeighbourTrial(model.builder, keeping: model.values, seed: seed)
    let examples = [(0, 6), (1, 2), (2, 9), (3, 5)].map {
      NeighbourTrial.Example($0.0, length: $0.1)
    }
    let together = trial.run(examples)
    for (position, example) in examples.enumerated() {
      let alone = trial.run([example])
      for (index, value) in model.values.enumerated() where !report.isReached(value) {
        #expect(
          NeighbourTrial.agree(alone[index][0], together[index][position]),
          "value \(model.builder.graph[value].name) of seed \(seed): \(trace(model, value))")
      }
    }
  }

  @Test func theGraphsHaveLeaks() {
    let reached = (0..<40).map { seed in
      let model = RandomModel(seed: UInt64(seed))
      let report = PaddingReport(model.builder.graph)
      return model.values.count { report.isReached($0) }
    }
    // Else the other test would be about nothing; most graphs should have both kinds of values.
    #expect(reached.count { $0 > 0 } > 10)
    #expect(reached.count { $0 < 10 } > 10)
  }

  /// The nodes that make a value, for a message.
  private func trace(_ model: RandomModel, _ value: Value) -> [String] {
    let graph = model.builder.graph
    return graph.pruned(keeping: [value]).nodes.map { node in
      "\(node.name) = \(node.op.name)(\(node.inputs.map { graph[$0].name }))"
    }
  }
}
