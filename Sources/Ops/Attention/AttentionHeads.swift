import Kernels
import Runtime

/// The heads of all examples of an attention, and the memory of those that are computed at once.
struct AttentionHeads {
  /// Queries taken together.
  private static let blockSize = 64
  /// How many heads may be computed at once; each has memory of its own, so that not all need some.
  private static let mostLanes = 8

  private let op: AttentionOp
  private let call: KernelCall
  private let longest: Int

  /// For a call whose inputs start with query, key and value.
  init(_ op: AttentionOp, _ call: KernelCall) {
    (self.op, self.call) = (op, call)
    let steps = call.input(1).steps
    longest = (0..<steps.batch).reduce(0) { max($0, steps.length($1)) }
  }

  private var count: Int { call.input(0).steps.batch * op.heads }
  private var lanes: Int { min(Self.mostLanes, count) }
  /// A block's weights and their gradients.
  private var laneSize: Int { 2 * Self.blockSize * longest }

  var scratchCount: Int { lanes * laneSize }

  /// Calls `body` with every block of queries: heads in any order and at the same time, the blocks of
  /// a head from first to last.
  func forEachBlock(_ body: (AttentionBlock) -> Void) {
    let lanes = lanes
    WorkerPool.shared.run(count: lanes) { lane in
      let memory = call.scratch + lane * laneSize
      for task in stride(from: lane, to: count, by: lanes) {
        let (example, head) = (task / op.heads, task % op.heads)
        let queries = call.input(0).steps.length(example)
        for first in stride(from: 0, to: queries, by: Self.blockSize) {
          body(
            AttentionBlock(
              op, call, example: example, head: head,
              queries: first..<min(queries, first + Self.blockSize), memory: memory,
              gradients: memory + laneSize / 2))
        }
      }
    }
  }
}
