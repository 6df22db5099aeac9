import Kernels
import Runtime

/// The kernel of ``Attention``.
///
/// Each head of each example is a task, which takes some queries at a time: their weights are never
/// all in memory, and the backward pass computes them again instead of keeping them.
struct AttentionOp: Op {
  let name = "attention"
  let heads: Int
  let isCausal: Bool
  /// Of the weights that are dropped.
  var rate: Float
  private(set) var stream: UInt64 = 0

  init(heads: Int, isCausal: Bool, rate: Float) {
    (self.heads, self.isCausal, self.rate) = (heads, isCausal, rate)
  }

  /// The op with the random numbers of the node being built; none are drawn in evaluation.
  func drawing(for builder: GraphBuilder) -> AttentionOp {
    var op = self
    op.stream = StableHash.fnv1a(builder.scope)
    if builder.mode == .evaluation { op.rate = 0 }
    return op
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType([inputs[0].dims[0], inputs[0].dims[1], inputs[2].dims[2]])]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { inputs.map { _ in 0 } }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    let keys = isCausal ? ReceptiveField.past : .sequence
    return [.step, keys, keys]
  }

  func scratchCount(_ call: KernelCall) -> Int { AttentionHeads(self, call).scratchCount }

  func flops(_ call: KernelCall) -> Double {
    let (query, key, value) = (call.input(0), call.input(1), call.input(2))
    let pairs = (0..<query.steps.batch).reduce(0.0) {
      $0 + Double(query.steps.length($1)) * Double(key.steps.length($1))
    }
    return pairs * Double(2 * query.width + 2 * value.width + 4 * heads) * (isCausal ? 0.5 : 1)
  }

  func forward(_ call: KernelCall) {
    let y = call.result(0)
    AttentionHeads(self, call).forEachBlock { block in
      block.computeWeights()
      block.dropWeights()
      block.writeResult(y)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = AttentionGradient(op: self, types: call.inputs.map { builder.type(of: $0) })
    return try builder.append(op, call.inputs + [dy])
  }
}

/// The gradients of query, key and value; reads these three, then `dy`.
///
/// With weights `P` and their gradient `dP = dy · valueᵀ`, the gradient of the products is
/// `P · (dP − Σ P · dP)` row by row.
struct AttentionGradient: GradientOp {
  let name = "attention_gradient"
  let op: AttentionOp
  let types: [TensorType]

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { types }

  func scratchCount(_ call: KernelCall) -> Int { AttentionHeads(op, call).scratchCount }

  func flops(_ call: KernelCall) -> Double { 2.5 * op.flops(call) }

  func forward(_ call: KernelCall) {
    let dy = call.input(3)
    let (dQuery, dKey, dValue) = (call.result(0), call.result(1), call.result(2))
    for result in [dQuery, dKey, dValue] {
      result.floats.update(repeating: 0, count: result.count)
    }
    // The blocks of a head come one after the other, so the keys' sums are taken in order.
    AttentionHeads(op, call).forEachBlock { block in
      block.computeWeights()
      block.addValueGradient(dy, to: dValue)
      block.computeProductGradients(dy)
      block.addGradients(query: dQuery, key: dKey)
    }
  }
}
