import Kernels
import Runtime

/// Some queries of one head of one example, and all keys that they see.
struct AttentionBlock {
  private let op: AttentionOp
  private let call: KernelCall
  private let example: Int
  private let head: Int
  private let queries: Range<Int>
  /// The keys that the last query sees.
  private let keys: Int
  /// `[queries, keys]`.
  private let weights: UnsafeMutablePointer<Float>
  /// `[queries, keys]`: dropped weights or gradients.
  private let gradients: UnsafeMutablePointer<Float>

  init(
    _ op: AttentionOp, _ call: KernelCall, example: Int, head: Int, queries: Range<Int>,
    memory: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>
  ) {
    (self.op, self.call, self.example, self.head) = (op, call, example, head)
    (self.queries, weights, self.gradients) = (queries, memory, gradients)
    let steps = call.input(1).steps.length(example)
    keys = op.isCausal ? min(steps, queries.upperBound) : steps
  }

  /// weights = softmax(query · keyᵀ / √size) row by row.
  func computeWeights() {
    let (query, key) = (call.input(0), call.input(1))
    Gemm.gemm(
      false, true, m: queries.count, n: keys, k: size(query), alpha: scale,
      start(query, queries.lowerBound), lda: query.width, start(key), ldb: key.width, weights,
      ldc: keys)
    for row in 0..<queries.count {
      let line = weights + row * keys
      let seen = op.isCausal ? min(keys, queries.lowerBound + row + 1) : keys
      // Subtracting the largest product leaves the quotient as it is and keeps `exp` finite.
      let largest = LineMath.maximum(line, count: seen)
      let sum = LineMath.sumOfExponentials(line, minus: largest, into: line, count: seen)
      RowKernels.scale(1 / sum, line, to: line, count: seen)
      (line + seen).update(repeating: 0, count: keys - seen)
    }
  }

  /// Drops weights out, in their place.
  func dropWeights() { drop(weights, to: weights) }

  /// y = weights · value.
  func writeResult(_ y: TensorView) {
    let value = call.input(2)
    Gemm.gemm(
      false, false, m: queries.count, n: size(value), k: keys, weights, lda: keys, start(value),
      ldb: value.width, start(y, queries.lowerBound), ldc: y.width)
  }

  /// dValue += droppedᵀ · dy, with what was left of the weights.
  func addValueGradient(_ dy: TensorView, to dValue: TensorView) {
    var dropped = weights
    if op.rate > 0 {
      drop(weights, to: gradients)
      dropped = gradients
    }
    Gemm.gemm(
      true, false, m: keys, n: size(dy), k: queries.count, dropped, lda: keys,
      start(dy, queries.lowerBound), ldb: dy.width, beta: 1, start(dValue), ldc: dValue.width)
  }

  /// gradients = weights · (dP − Σ weights · dP) with dP = dropout of dy · valueᵀ.
  func computeProductGradients(_ dy: TensorView) {
    let value = call.input(2)
    Gemm.gemm(
      false, true, m: queries.count, n: keys, k: size(value), start(dy, queries.lowerBound),
      lda: dy.width, start(value), ldb: value.width, gradients, ldc: keys)
    drop(gradients, to: gradients)
    for row in 0..<queries.count {
      let (line, gradient) = (weights + row * keys, gradients + row * keys)
      let sum = LineMath.dot(line, gradient, count: keys)
      for index in 0..<keys { gradient[index] = line[index] * (gradient[index] - sum) }
    }
  }

  /// dQuery = gradients · key / √size and dKey += gradientsᵀ · query / √size.
  func addGradients(query dQuery: TensorView, key dKey: TensorView) {
    let (query, key) = (call.input(0), call.input(1))
    let first = queries.lowerBound
    Gemm.gemm(
      false, false, m: queries.count, n: size(query), k: keys, alpha: scale, gradients, lda: keys,
      start(key), ldb: key.width, start(dQuery, first), ldc: dQuery.width)
    Gemm.gemm(
      true, false, m: keys, n: size(query), k: queries.count, alpha: scale, gradients, lda: keys,
      start(query, first), ldb: query.width, beta: 1, start(dKey), ldc: dKey.width)
  }

  private var scale: Float { 1 / Float(size(call.input(0))).squareRoot() }

  /// The channels of a head.
  private func size(_ view: TensorView) -> Int { view.width / op.heads }

  /// Where the head's channels of a step of the example lie.
  private func start(_ view: TensorView, _ step: Int = 0) -> UnsafeMutablePointer<Float> {
    view.floats + (view.steps.start(example) + step) * view.width + head * size(view)
  }

  /// The same choice in both passes: an element's number follows from its query, head and key.
  private func drop(_ x: UnsafeMutablePointer<Float>, to y: UnsafeMutablePointer<Float>) {
    guard op.rate > 0 else { return }
    let key = call.randomKey(stream: op.stream)
    for row in 0..<queries.count {
      let query = call.input(0).steps.start(example) + queries.lowerBound + row
      CounterRandom.dropout(
        x + row * keys, y + row * keys, count: keys, rate: op.rate, key: key,
        firstIndex: UInt64(query * op.heads + head) << 24)
    }
  }
}
