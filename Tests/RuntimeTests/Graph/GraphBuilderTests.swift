import Runtime
import Testing

@Suite struct GraphBuilderTests {
  @Test func namesFollowTheScopes() throws {
    var builder = GraphBuilder(mode: .training)
    let names = try builder.scoped("rnn") { builder throws(OpError) in
      try builder.nested("0") { builder throws(OpError) in
        let value = builder.parameter("kernel", [2], .zeros)
        let sum = try builder.append(SumOp(), [value, value])[0]
        return [value, sum].map { builder.graph[$0].name }
      }
    }
    #expect(names == ["rnn.0/kernel", "rnn.0"])
    #expect(builder.scope.isEmpty)
  }

  @Test func valuesThatNoMemoryHoldsAreRefused() throws {
    var builder = GraphBuilder(mode: .training)
    let huge = builder.input("x", TensorType([.batch, .fixed(.max), .fixed(.max)]))
    let error = try #require(throws: OpError.self) {
      _ = try builder.append(SumOp(), [huge, huge])
    }
    #expect(error.message.contains("more than 2147483647 elements"))
    let deep = builder.input("y", TensorType(fixed: [1, 1, 1, 1, 1, 1, 1]))
    let rank = try #require(throws: OpError.self) {
      _ = try builder.append(SumOp(), [deep, deep])
    }
    #expect(rank.message.contains("at most 6 axes"))
  }

  @Test func whatNobodyNeedsIsPruned() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.fixed(2)]))
    let (a, b) = (try builder.append(SumOp(), [x, x])[0], try builder.append(SumOp(), [x, x])[0])
    let state = builder.state("s", [2], .zeros)
    let next = try builder.append(SumOp(), [b, state])[0]
    #expect(builder.graph.pruned(keeping: [a]).nodes.count == 1)
    builder.update(state, to: next)
    #expect(builder.graph.pruned(keeping: [a]).nodes.count == 3)
    #expect(builder.graph.pruned(keeping: []).nodes.count == 2)
  }

  @Test func anOpWithoutGradientOnTheWayIsAnError() throws {
    var builder = GraphBuilder(mode: .training)
    let x = builder.input("x", TensorType([.fixed(2)]))
    let y = try builder.append(ReversalOp(), [x])[0]
    let seed = builder.input("seed", TensorType([.fixed(2)]))
    #expect(throws: OpError.self) { _ = try builder.appendGradient(of: [y: seed], for: [x]) }
    // Nobody asks for the gradient of what the op depends on.
    let other = builder.input("other", TensorType([.fixed(2)]))
    let gradients = try builder.appendGradient(of: [y: seed], for: [other])
    #expect(gradients.isEmpty)
  }
}
