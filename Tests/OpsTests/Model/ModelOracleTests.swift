import OracleSupport
import Runtime
import Testing

/// The tutorial's model against TensorFlow: numbers, gradients and weights step by step.
@Suite struct ModelOracleTests {
  @Test func trainingAgreesWithTensorFlow() throws {
    for oracle in try ModelCase.all() {
      let model = try TutorialModel(try oracle.options())
      let store = ParameterStore(for: model.graph.builder.graph)
      #expect(Set(store.entries.map(\.name)) == Set(oracle.variables.map(ModelCase.storeName)))
      try oracle.loadInitial(into: store)
      let program = try TrainingProgram(
        model.graph, parameters: store, recipe: try oracle.recipe())
      var worst = (logits: 0.0, loss: 0.0)
      for (step, expected) in oracle.steps.enumerated() {
        let result = try program.step(try oracle.batch(step), step)
        let loss = try #require(expected["loss"]?.double)
        let norm = try #require(expected["global_norm"]?.double)
        #expect((Double(result.loss) - loss).magnitude <= 1e-5 * loss, "\(oracle) step \(step)")
        #expect((result.gradientNorm - norm).magnitude <= 1e-4 * norm, "\(oracle) step \(step)")
        let logits = try oracle.tensor("step\(step)/logits").doubles
        let difference = Closeness(
          of: program.executor.tensor(model.logits).floats, to: logits
        ).difference
        #expect(difference <= oracle.logitLimit, "\(oracle) step \(step): logits")
        worst = (
          max(worst.logits, difference), max(worst.loss, (Double(result.loss) - loss).magnitude)
        )
        if step == 0 {
          expectClose(
            program.executor.tensor(model.pooled).floats,
            try oracle.tensor("step0/pooled").doubles, limit: 2e-6, "\(oracle) pooled")
          try checkGradients(oracle, store, norm: norm)
        }
        if oracle.has("after_step\(step)/dense/kernel") {
          _ = try checkWeights(oracle, store, "after_step\(step)")
        }
      }
      let weights = try checkWeights(oracle, store, "final")
      print(
        "model/\(oracle): logits \(worst.logits) of \(oracle.logitLimit), loss \(worst.loss),",
        "weights \(weights) of \(oracle.weightLimit)")
    }
  }

  @Test func drawingsAloneAgreeWithTensorFlow() throws {
    for oracle in try ModelCase.all() where oracle.has("step0/logits_unpadded_one_at_a_time") {
      let expected = try oracle.tensor("step0/logits_unpadded_one_at_a_time").doubles
      var store: ParameterStore?
      for isMasked in [false, true] {
        let model = try TutorialModel(
          try oracle.options(isMasked: isMasked), mode: .evaluation)
        let parameters = store ?? ParameterStore(for: model.graph.builder.graph)
        store = parameters
        try oracle.loadInitial(into: parameters)
        let program = EvaluationProgram(model.graph, parameters: parameters, scored: false)
        var logits: [Float] = []
        for example in try oracle.tensor("step0/lengths").integers.indices {
          program.run(try oracle.example(example))
          logits += program.executor.tensor(model.logits).floats
        }
        expectClose(
          logits, expected, relative: 0, absolute: oracle.logitLimit, "\(oracle) alone")
        guard isMasked else { continue }
        program.run(try oracle.batch(0))
        expectClose(
          program.executor.tensor(model.logits).floats, expected, relative: 0,
          absolute: oracle.logitLimit, "\(oracle) masked, in a batch")
      }
    }
  }

  /// A bias in front of a normalisation has a gradient of 0, so the limit counts the global norm too.
  private func checkGradients(_ oracle: ModelCase, _ store: ParameterStore, norm: Double) throws {
    for variable in oracle.variables where oracle.has("step0/grad/\(variable)") {
      let entry = try #require(store[ModelCase.storeName(variable)])
      let expected = try oracle.tensor("step0/grad/\(variable)").doubles
      let closeness = Closeness(of: store.gradient(entry).floats, to: expected)
      #expect(
        closeness.difference <= 5e-6 * closeness.scale + 1e-6 * norm,
        "\(oracle) gradient of \(variable): \(closeness)")
    }
  }

  private func checkWeights(
    _ oracle: ModelCase, _ store: ParameterStore, _ prefix: String
  ) throws -> Double {
    var worst = 0.0
    for variable in oracle.variables where !oracle.excluded.contains(variable) {
      guard oracle.has("\(prefix)/\(variable)") else { continue }
      let entry = try #require(store[ModelCase.storeName(variable)])
      let closeness = Closeness(
        of: store.tensor(entry).floats, to: try oracle.tensor("\(prefix)/\(variable)").doubles)
      worst = max(worst, closeness.difference)
      #expect(
        closeness.difference <= oracle.weightLimit,
        "\(oracle) \(prefix)/\(variable): \(closeness), allowed \(oracle.weightLimit)")
    }
    return worst
  }
}
