import Ops
import Runtime
import Testing

@Suite struct MatMulTests {
  /// Steps of all examples lie one behind the other, so rows cannot be counted by the longest.
  @Test func aVectorMultipliesEveryStepOfARaggedValue() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.batch, .ragged(RaggedDim("T")), .fixed(2)]))
    let w = builder.input("w", TensorType(fixed: [2]))
    let product = try builder.node("product", "matmul", [x, w])
    #expect(builder.type(of: product).dims == [.batch, .ragged(RaggedDim("T"))])
    let pooled = try builder.node("pooled", "masked_sum", [product])
    let total = try builder.node("total", "reduce_sum", [pooled])
    let seed = builder.constant(1)
    let gradients = try builder.appendGradient(of: [total: seed], for: [x, w])
    let byX = try #require(gradients[x])
    let byW = try #require(gradients[w])
    let executor = Executor(
      builder.graph, keeping: [product, byX, byW],
      parameters: ParameterStore(for: builder.graph))
    executor.prepare(BatchShape(batch: 3, lengths: ["T": [2, 1, 3]]))
    executor.set(
      x, to: Tensor([3, 3, 2], [1, 2, 3, 4, 0, 0, 5, 6, 0, 0, 0, 0, 7, 8, 9, 1, 2, 3]))
    executor.set(w, to: Tensor([2], [10, 1]))
    executor.run()
    #expect(executor.tensor(product).floats == [12, 34, 0, 56, 0, 0, 78, 91, 23])
    #expect(executor.tensor(byW).floats == [27, 24])
    #expect(
      executor.tensor(byX).floats == [10, 1, 10, 1, 0, 0, 10, 1, 0, 0, 0, 0, 10, 1, 10, 1, 10, 1])
  }
}
