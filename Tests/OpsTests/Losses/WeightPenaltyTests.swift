import Ops
import OracleSupport
import Runtime
import Testing

/// `train.l2` against numbers worked out by hand.
@Suite struct WeightPenaltyTests {
  /// One unit with kernel [1, −2] and bias 3 at the input [1, 1] with the target 0.
  ///
  /// It says 2, so the error is 4 and its gradient by the result 4. With l2 = 0.5 the penalty is
  /// 0.25 · (1 + 4) = 1.25 and adds [0.5, −1] to the kernel's gradient [4, 4]: of 4.5, 3 and the
  /// bias's 4 the squares make 45.25.
  @Test func kernelsPayAndBiasesDoNot() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.batch, .fixed(2)]))
    let target = builder.input("target", TensorType([.batch, .fixed(1)]))
    let unit = try builder.node("unit", "dense", [x], ["units": 1])
    let loss = try builder.node("loss", "mean_squared_error", [unit, target])
    let model = ModelGraph(builder: builder, loss: loss, metrics: [], outputs: [])
    let store = ParameterStore(for: builder.graph)
    let (kernel, bias) = (try #require(store["unit/kernel"]), try #require(store["unit/bias"]))
    store.set(kernel, to: [1, -2])
    store.set(bias, to: [3])
    let program = try TrainingProgram(
      model, parameters: store,
      recipe: TrainingRecipe(
        optimizer: try SGD(["learning_rate": 0.1]), learningRate: try LearningRate(0.1),
        clipping: try GradientClipping([:]), l2: 0.5))
    let batch = FeedBatch(
      shape: BatchShape(batch: 1), floats: ["x": [1, 1], "target": [0]], ints: [:])
    let result = try program.step(batch, 0)
    #expect(result.loss == 5.25)
    #expect(result.gradientNorm == 45.25.squareRoot())
    expectClose(store.tensor(kernel).floats, [0.55, -2.3], limit: 1e-6)
    expectClose(store.tensor(bias).floats, [2.6], limit: 1e-6)
  }

  @Test func theBitsDoNotDependOnTheSizeOfBlocks() throws {
    // 100 x 100 weights are three blocks: their sum must be that of one long kernel.
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.batch, .fixed(100)]))
    let wide = try builder.node("wide", "dense", [x], ["units": 100])
    let loss = try builder.node("loss", "mean_squared_error", [wide, wide])
    let model = ModelGraph(builder: builder, loss: loss, metrics: [], outputs: [])
    let store = ParameterStore(for: builder.graph)
    let kernel = try #require(store["wide/kernel"])
    store.set(kernel, to: Array(repeating: 0.5, count: 10_000))
    let program = try TrainingProgram(
      model, parameters: store,
      recipe: TrainingRecipe(
        optimizer: try SGD(["learning_rate": 1]), learningRate: try LearningRate(1),
        clipping: try GradientClipping([:]), l2: 0.5))
    let batch = FeedBatch(
      shape: BatchShape(batch: 1), floats: ["x": Array(repeating: 1, count: 100)], ints: [:])
    // 0.25 · 10,000 · 0.25, and every weight loses half of itself.
    #expect(try program.step(batch, 0).loss == 625)
    #expect(store.tensor(kernel).floats == Array(repeating: 0.25, count: 10_000))
  }
}
