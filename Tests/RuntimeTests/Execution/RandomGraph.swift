import Runtime

/// A graph of random sums, products and reversals over three ragged inputs.
struct RandomGraph {
  let graph: Graph
  let inputs: [Value]
  /// Some of the values, to be kept.
  let kept: [Value]

  init(seed: UInt64, nodes: Int = 30) throws(OpError) {
    var random = SeededGenerator(state: seed)
    var builder = GraphBuilder(mode: .training)
    let type = TensorType([.batch, .ragged(RaggedDim("T")), .fixed(3)])
    inputs = (0..<3).map { builder.input("x\($0)", type) }
    var values = inputs
    for _ in 0..<nodes {
      // Values made lately are read most, as in a model.
      func pick() -> Value {
        values[max(0, values.count - 1 - Int.random(in: 0..<6, using: &random))]
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: values += try builder.append(ReversalOp(), [pick()])
      case 1: values += try builder.append(ProductOp(), [pick(), pick()])
      default: values += try builder.append(SumOp(), [pick(), pick()])
      }
    }
    builder.resolveOverhangs()
    graph = builder.graph
    let some = (0..<3).map { _ in values[Int.random(in: 0..<values.count, using: &random)] }
    kept = Array(Set(some + values.suffix(1))).sorted { $0.index < $1.index }
  }
}

/// A small generator with a seed (SplitMix64), so that a failing test fails again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A tensor of numbers between -1 and 1.
  mutating func tensor(_ shape: [Int]) -> Tensor {
    Tensor(shape, (0..<shape.reduce(1, *)).map { _ in Float.random(in: -1...1, using: &self) })
  }
}
