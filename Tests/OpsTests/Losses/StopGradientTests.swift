import Ops
import Runtime
import Testing

@Suite struct StopGradientTests {
  /// `x · stop_gradient(x)` has the value of `x²` but half of its slope.
  @Test func theValuePassesAndTheGradientDoesNot() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType(fixed: [3]))
    let held = try builder.node("held", "stop_gradient", [x])
    let product = try builder.node("product", "multiply", [x, held])
    let seed = builder.constant(1)
    let total = try builder.node("total", "reduce_sum", [product])
    let gradients = try builder.appendGradient(of: [total: seed], for: [x])
    let slope = try #require(gradients[x])
    let executor = Executor(
      builder.graph, keeping: [total, slope], parameters: ParameterStore(for: builder.graph))
    executor.prepare(BatchShape(batch: 0))
    executor.set(x, to: Tensor([3], [1, -2, 3]))
    executor.run()
    #expect(executor.scalar(total) == 14)
    #expect(executor.tensor(slope).floats == [1, -2, 3])
  }

  @Test func whatOnlyItReadsGetsNoGradient() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType(fixed: [3]))
    let held = try builder.node("held", "stop_gradient", [x])
    let total = try builder.node("total", "reduce_sum", [held])
    let seed = builder.constant(1)
    #expect(try builder.appendGradient(of: [total: seed], for: [x]).isEmpty)
  }
}
