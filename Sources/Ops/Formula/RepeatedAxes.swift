/// Where an operand whose axes are repeated lies under the elements of a result in storage order: a
/// nest of loops, and how far the operand moves with each, which is not at all where it repeats.
struct RepeatedAxes {
  private var sizes = InlineArray<6, Int>(repeating: 1)
  private var strides = InlineArray<6, Int>(repeating: 0)
  private var depth = 0

  /// Whether one number stands for all elements.
  var isSingle: Bool { depth == 0 || depth == 1 && strides[0] == 0 }

  /// Adds an inner loop, or lengthens the innermost one where the operand goes on regularly.
  mutating func append(size: Int, stride: Int) {
    guard size != 1 else { return }
    if depth > 0, strides[depth - 1] == stride * size {
      sizes[depth - 1] *= size
      strides[depth - 1] = stride
      return
    }
    sizes[depth] = size
    strides[depth] = stride
    depth += 1
  }

  /// Calls `body` for the elements from `first` on in runs: the run's first element counted from
  /// `first`, the operand's place there, the elements, and how far the operand moves with each.
  @inline(__always)
  func forEachRun(
    from first: Int, count: Int,
    _ body: (_ index: Int, _ place: Int, _ count: Int, _ stride: Int) -> Void
  ) {
    guard depth > 0 else { return body(0, 0, count, 0) }
    let inner = depth - 1
    var (rest, place, done) = (first, 0, 0)
    var counters = InlineArray<6, Int>(repeating: 0)
    for axis in (0..<depth).reversed() {
      counters[axis] = rest % sizes[axis]
      place += counters[axis] * strides[axis]
      rest /= sizes[axis]
    }
    while done < count {
      let run = min(sizes[inner] - counters[inner], count - done)
      body(done, place, run, strides[inner])
      done += run
      counters[inner] += run
      place += run * strides[inner]
      var axis = inner
      while axis > 0, counters[axis] == sizes[axis] {
        place += strides[axis - 1] - sizes[axis] * strides[axis]
        counters[axis] = 0
        counters[axis - 1] += 1
        axis -= 1
      }
    }
  }
}
