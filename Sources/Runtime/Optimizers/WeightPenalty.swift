import Kernels

/// The L2 penalty of `train.l2`: `loss += strength / 2 · Σ w²` over the weights of kernels.
///
/// Kernels are the parameters whose name ends in `kernel`: the matrices of dense, convolutional and
/// recurrent nodes. Biases, the scales of normalisations and embeddings do not count. The gradient
/// of each weight grows by `strength · w` before clipping, as an optimizer's `weight_decay` of
/// `strength` would make it, but for kernels alone.
struct WeightPenalty {
  /// A stretch of one kernel that one thread works on.
  private struct Block {
    let offset: Int
    let count: Int
  }

  private let strength: Double
  private let blocks: [Block]
  private let sums: UnsafeMutablePointer<Double>

  /// A penalty of the kernels in `store`; nil where `strength` is 0.
  init?(strength: Double, of store: ParameterStore) {
    guard strength > 0 else { return nil }
    self.strength = strength
    let size = GradientNorm.blockSize
    blocks = store.entries.filter { $0.isTrained && Self.counts($0.name) }.flatMap { entry in
      stride(from: 0, to: entry.count, by: size).map {
        Block(offset: entry.offset + $0, count: min(size, entry.count - $0))
      }
    }
    sums = .allocate(capacity: max(1, blocks.count))
  }

  /// Frees the memory; call it once, last.
  func deallocate() { sums.deallocate() }

  /// Whether the parameter called `name` is a kernel.
  static func counts(_ name: String) -> Bool {
    let own = name.split(separator: "/").last ?? ""
    return own == "kernel" || own.hasSuffix("_kernel")
  }

  /// Adds the penalty's gradient to the gradients of `store` and returns the penalty, with the same
  /// bits for any number of threads.
  func apply(to store: ParameterStore) -> Double {
    blocks.withUnsafeBufferPointer { blocks in
      WorkerPool.shared.run(count: blocks.count) { index in
        let block = blocks[index]
        sums[index] = WeightPenaltyPass.add(
          of: store.values + block.offset, to: store.gradients + block.offset,
          count: block.count, strength: Float(strength))
      }
    }
    var total = 0.0
    for index in blocks.indices { total += sums[index] }
    return strength / 2 * total
  }
}
