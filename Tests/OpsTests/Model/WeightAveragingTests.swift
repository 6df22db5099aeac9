import Ops
import OracleSupport
import Runtime
import Testing

/// `train.ema` against numbers worked out by hand.
@Suite struct WeightAveragingTests {
  /// One weight that starts at 8.
  ///
  /// At the input 1 with the target 0 the error is w² and its gradient
  /// 2w, so that gradient descent at the rate 0.25 halves the weight: 4, 2, 1.
  private func averages(_ attributes: AttributeReader) throws -> [Float] {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.batch, .fixed(1)]))
    let target = builder.input("target", TensorType([.batch, .fixed(1)]))
    let unit = try builder.node("unit", "dense", [x], ["units": 1, "bias": false])
    let loss = try builder.node("loss", "mean_squared_error", [unit, target])
    let model = ModelGraph(builder: builder, loss: loss, metrics: [], outputs: [])
    let store = ParameterStore(for: builder.graph)
    let kernel = try #require(store["unit/kernel"])
    store.set(kernel, to: [8])
    let program = try TrainingProgram(
      model, parameters: store,
      recipe: TrainingRecipe(
        optimizer: try SGD(["learning_rate": 0.25]), learningRate: try LearningRate(0.25),
        clipping: try GradientClipping([:]), averaging: try WeightAveraging(attributes)))
    let batch = FeedBatch(
      shape: BatchShape(batch: 1), floats: ["x": [1], "target": [0]], ints: [:])
    var averages: [Float] = []
    for step in 0..<3 {
      _ = try program.step(batch, step)
      averages += program.withAverages { store.tensor(kernel).floats }
      #expect(store.tensor(kernel).floats == [[4, 2, 1][step]], "the weights are back")
    }
    return averages
  }

  /// 8 + (4 − 8)/2, then half the way from 6 to 2, then from 4 to 1.
  @Test func everyStepGoesAShareOfTheWay() throws {
    #expect(try averages(["decay": 0.5, "warmup": false]) == [6, 4, 2.5])
  }

  /// d = 2/11, 3/12, 4/13, all below the decay:
  /// 8 − 9/11 · 4, then 4.7272727 − 9/12 · 2.7272727, then 2.6818182 − 9/13 · 1.6818182.
  @Test func theStartIsForgottenSooner() throws {
    expectClose(try averages([:]), [4.7272727, 2.6818182, 1.5174825], limit: 1e-6)
  }

  /// d reaches 0.999 after (10 · 0.999 − 1) / (1 − 0.999) = 8,990 steps and stays there.
  @Test func theShareOfAStep() throws {
    let averaging = try WeightAveraging(["decay": 0.999])
    #expect(averaging.share(at: 1) == 1 - 2.0 / 11)
    #expect(averaging.share(at: 8000) == 1 - 8001.0 / 8010)
    #expect(averaging.share(at: 9000) == 1 - 0.999)
    #expect(throws: OpError.self) { try WeightAveraging(["decay": .string("much")]) }
  }
}
