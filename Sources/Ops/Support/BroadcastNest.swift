/// A nest of loops over elements in storage order, and how far up to three operands move with each
/// loop; an operand that is repeated along an axis does not move at all.
struct BroadcastNest {
  /// One number for each operand.
  typealias Places = InlineArray<3, Int>

  private var sizes = InlineArray<6, Int>(repeating: 1)
  private var strides = InlineArray<6, Places>(repeating: Places(repeating: 0))
  private var depth = 0

  /// Adds an inner loop, or lengthens the innermost one where all operands go on regularly.
  mutating func append(size: Int, strides inner: Places) {
    guard size != 1 else { return }
    if depth > 0 {
      let outer = strides[depth - 1]
      if outer[0] == inner[0] * size, outer[1] == inner[1] * size, outer[2] == inner[2] * size {
        sizes[depth - 1] *= size
        strides[depth - 1] = inner
        return
      }
    }
    sizes[depth] = size
    strides[depth] = inner
    depth += 1
  }

  /// Calls `body` for each innermost loop with the first element's index, the operands' places there,
  /// the number of elements and how far the operands move with each, 0 or 1.
  @inline(__always)
  func forEachRow(
    from first: Int, at firstPlaces: Places, _ body: (Int, Places, Int, Places) -> Void
  ) {
    guard depth > 0 else { return body(first, firstPlaces, 1, Places(repeating: 0)) }
    let inner = depth - 1
    var rows = 1
    for axis in 0..<inner { rows *= sizes[axis] }
    guard sizes[inner] > 0 else { return }
    var (places, counters) = (firstPlaces, InlineArray<6, Int>(repeating: 0))
    for row in 0..<rows {
      body(first + row * sizes[inner], places, sizes[inner], strides[inner])
      var axis = inner - 1
      while axis >= 0 {
        counters[axis] += 1
        let wraps = counters[axis] == sizes[axis]
        let steps = wraps ? 1 - sizes[axis] : 1
        for operand in 0..<3 { places[operand] += steps * strides[axis][operand] }
        guard wraps else { break }
        counters[axis] = 0
        axis -= 1
      }
    }
  }
}
