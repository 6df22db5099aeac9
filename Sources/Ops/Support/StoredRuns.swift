import Kernels
import Runtime

/// Calls `body` with the elements of `value` in runs that also lie side by side in `other`: one run
/// when both are stored alike, else one an example, as far as both are stored.
///
/// `body` receives the run's first index in `value`, its first index in `other`, its length in
/// elements of `value`, and its rows along the last axis.
@inline(__always)
func forEachRun(
  of value: TensorView, with other: TensorView,
  _ body: (_ first: Int, _ firstOfOther: Int, _ count: Int, _ rows: Int) -> Void
) {
  guard value.isRagged, value.steps.starts != other.steps.starts else {
    return body(0, 0, value.count, value.rows)
  }
  let (steps, others) = (value.steps, other.steps)
  let (size, otherSize) = (value.stepSize, other.stepSize)
  for example in 0..<steps.batch {
    let stored = min(steps.extent(example), others.extent(example))
    body(
      steps.start(example) * size, others.start(example) * otherSize, stored * size,
      stored * size / max(1, value.width))
  }
}

/// Splits `count` elements into blocks of fixed size and runs them on all threads; results of
/// elementwise work do not depend on how many there are.
@inline(__always)
func forEachBlock(_ count: Int, _ body: (Range<Int>) -> Void) {
  let size = 1 << 14
  guard count > size else { return body(0..<count) }
  WorkerPool.shared.run(count: (count + size - 1) / size) { block in
    body(block * size..<min((block + 1) * size, count))
  }
}
