import Ops
import OracleSupport
import Runtime
import Testing

/// `map` on sequences whose operands store different numbers of steps past an example's end.
@Suite struct MapRaggedTests {
  /// Two convolutions that read padding around a product, so that what is stored differs by node.
  ///
  /// One more reader wants the first operand.
  private func outcome(
    product op: String, _ attributes: [String: AttributeValue], repeated: Bool
  ) throws -> [Tensor] {
    var builder = GraphBuilder(mode: .training)
    let dims: [Dim] = [.batch, .ragged(RaggedDim("T")), .fixed(4)]
    let x = builder.input("x", TensorType(dims))
    let gate = builder.input(
      "gate", TensorType(repeated ? [.batch, .fixed(1), .fixed(4)] : dims))
    let conv: [String: AttributeValue] = ["filters": 4, "kernel": 3, "mask": false]
    let left = try builder.node("left", "conv1d", [x], conv)
    let product = try builder.node("product", op, [left, gate], attributes)
    let right = try builder.node("right", "conv1d", [product], conv)
    let other = try builder.node("other", "conv1d", [left], conv)
    let both = try builder.node("both", "add", [right, other])
    let pooled = try builder.node("pooled", "masked_sum", [both])
    builder.resolveOverhangs()
    let seed = builder.input("seed", builder.type(of: pooled))
    let gradients = try builder.appendGradient(of: [pooled: seed], for: [x, gate])
    let wanted = [pooled, try #require(gradients[x]), try #require(gradients[gate])]
    let store = ParameterStore(for: builder.graph)
    store.initialize(seed: 3)
    let executor = Executor(builder.graph, keeping: wanted, parameters: store)
    executor.prepare(
      BatchShape(batch: 3, lengths: ["T": [5, 2, 7]], paddedLengths: ["T": 7]))
    var random = RandomNumbers(seed: 8)
    executor.set(x, to: random.tensor([3, 7, 4]))
    executor.set(gate, to: random.tensor(repeated ? [3, 1, 4] : [3, 7, 4]))
    executor.set(seed, to: random.tensor([3, 4]))
    executor.run()
    return wanted.map { executor.tensor($0) }
  }

  @Test(arguments: [false, true])
  func agreesWithMultiply(repeated: Bool) throws {
    let expected = try outcome(product: "multiply", [:], repeated: repeated)
    let own = try outcome(
      product: "map", ["formula": "a * b", "operands": ["a", "b"]], repeated: repeated)
    for (one, other) in zip(own, expected) {
      #expect(one.shape == other.shape)
      expectClose(one.floats, other.floats.map(Double.init), limit: 1e-6)
    }
  }
}
