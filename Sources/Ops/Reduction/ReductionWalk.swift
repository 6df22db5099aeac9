import Runtime

/// Walks the elements of a value in order and tells into which element of the reduced value, stored
/// like it, each falls.
struct ReductionWalk {
  private let sizes: [Int]
  private let strides: [Int]
  /// The elements of the value that fall into one of the result.
  let groupSize: Int
  /// The elements of the reduced value.
  let resultCount: Int

  /// A walk over the stored elements of a view, or over `rows` steps of a ragged one.
  init(_ view: TensorView, isReduced: [Bool], rows: Int? = nil) {
    var sizes = (0..<view.rank).map(view.size)
    var reduced = isReduced
    if view.isRagged {
      sizes.replaceSubrange(0..<2, with: [rows ?? view.steps.rows])
      reduced.removeFirst()
    }
    var strides = Array(repeating: 0, count: sizes.count)
    var (count, group) = (1, 1)
    for axis in sizes.indices.reversed() {
      if reduced[axis] {
        group *= sizes[axis]
      } else {
        strides[axis] = count
        count *= sizes[axis]
      }
    }
    (self.sizes, self.strides, groupSize, resultCount) = (sizes, strides, group, count)
  }

  /// Calls `body` with each run of elements along the last axis: its first index in the value, the
  /// index of its first element's result, the distance of the next one's, and its length.
  func forEachRun(_ body: (_ first: Int, _ result: Int, _ stride: Int, _ count: Int) -> Void) {
    let width = sizes.last ?? 1
    let total = sizes.reduce(1, *)
    guard total > 0 else { return }
    var position = Array(repeating: 0, count: sizes.count)
    var result = 0
    for first in Swift.stride(from: 0, to: total, by: width) {
      body(first, result, strides.last ?? 0, width)
      var axis = sizes.count - 2
      while axis >= 0 {
        position[axis] += 1
        result += strides[axis]
        if position[axis] < sizes[axis] { break }
        result -= strides[axis] * sizes[axis]
        position[axis] = 0
        axis -= 1
      }
    }
  }
}

extension KernelCall {
  /// Calls `body` with walks that cover a value and the offsets of its part and its reduced part:
  /// one walk when both store the same steps, else one an example.
  func forEachWalk(
    of value: TensorView, into reduced: TensorView, isReduced: [Bool],
    _ body: (ReductionWalk, _ first: Int, _ firstOfReduced: Int) -> Void
  ) {
    guard value.isRagged, value.steps.starts != reduced.steps.starts else {
      return body(ReductionWalk(value, isReduced: isReduced), 0, 0)
    }
    let (steps, others) = (value.steps, reduced.steps)
    for example in 0..<steps.batch {
      let rows = min(steps.extent(example), others.extent(example))
      body(
        ReductionWalk(value, isReduced: isReduced, rows: rows),
        steps.start(example) * value.stepSize, others.start(example) * reduced.stepSize)
    }
  }
}
