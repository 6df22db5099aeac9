import QuickDrawModels
import Testing

@testable import ModelTools

@Suite struct GateLayoutTests {
  private let names = ["ih", "hh", "b_ih", "b_hh"]

  /// One input, one unit: column g of the kernel is a gate, row 0 the input's, row 1 the state's.
  @Test func anLSTMByHand() throws {
    let group = try #require(
      GateLayout.lstm.group(
        kernel: TensorShape("k", [2, 4]), bias: TensorShape("b", [4]), names: names))
    #expect(group.other.map(\.shape) == [[4, 1], [4, 1], [4], [4]])
    // i, j, f, o become i, f, j, o.
    let made = group.toOther([[1, 2, 3, 4, 5, 6, 7, 8], [10, 20, 30, 40]])
    #expect(made == [[1, 3, 2, 4], [5, 7, 6, 8], [10, 30, 20, 40], [0, 1, 0, 0]])
    #expect(group.toOwn(made) == [[1, 2, 3, 4, 5, 6, 7, 8], [10, 20, 30, 40]])
    // Both biases count, and the forget gate's is 1 less here.
    let merged = group.toOwn([made[0], made[1], [1, 2, 3, 4], [0.5, 0.5, 0.5, 0.5]])[1]
    #expect(merged == [1.5, 3.5, 1.5, 4.5])
  }

  @Test func aGRUByHand() throws {
    let group = try #require(
      GateLayout.gru.group(
        kernel: TensorShape("k", [2, 3]), bias: TensorShape("b", [4]), names: names))
    // z, r, n become r, z, n; the fourth bias is the state's of n.
    let made = group.toOther([[1, 2, 3, 4, 5, 6], [10, 20, 30, 40]])
    #expect(made == [[2, 1, 3], [5, 4, 6], [20, 10, 30], [0, 0, 40]])
    #expect(group.toOwn(made) == [[1, 2, 3, 4, 5, 6], [10, 20, 30, 40]])
    let merged = group.toOwn([made[0], made[1], [1, 2, 3], [4, 5, 6]])[1]
    #expect(merged == [7, 5, 3, 6])
  }

  @Test func aGRUThatResetsFirstHasNoCounterpart() {
    let kernel = TensorShape("k", [2, 3])
    #expect(
      GateLayout.gru.group(kernel: kernel, bias: TensorShape("b", [3]), names: names) == nil)
  }

  @Test(arguments: [GateLayout.lstm, .gru, .simple]) func thereAndBack(_ gates: GateLayout) throws {
    let (inputs, units, blocks) = (3, 4, gates.order.count)
    let kernel = TensorShape("k", [inputs + units, blocks * units])
    let bias = TensorShape("b", [(blocks + (gates.hasStateBias ? 1 : 0)) * units])
    let group = try #require(gates.group(kernel: kernel, bias: bias, names: names))
    let own = [kernel, bias].map { tensor in
      (0..<tensor.count).map { Float($0) * 0.1 + 0.01 }
    }
    let other = group.toOther(own)
    #expect(zip(other, group.other).allSatisfy { $0.count == $1.count })
    #expect(group.toOwn(other) == own, "not a bit is lost")
  }

  @Test func axesAreReversed() {
    // [2, 3] and [1, 2, 3].
    #expect([1, 2, 3, 4, 5, 6].reversingAxes(of: [2, 3]) == [1, 4, 2, 5, 3, 6])
    #expect([1, 2, 3, 4, 5, 6].reversingAxes(of: [1, 2, 3]) == [1, 4, 2, 5, 3, 6])
    #expect([1, 2, 3, 4, 5, 6, 7, 8].reversingAxes(of: [2, 2, 2]) == [1, 5, 3, 7, 2, 6, 4, 8])
    #expect([Float]().reversingAxes(of: [0, 3]).isEmpty)
  }
}
