import Runtime

/// The sizes of the last `axes` axes of a value, which are normalised together.
///
/// - Throws: ``OpError`` that blames the input when there are not so many of fixed size.
func featureSizes(_ type: TensorType, axes: Int, of op: String) throws(OpError) -> [Int] {
  let sizes = type.dims.suffix(axes).compactMap(\.fixedSize)
  guard type.rank >= axes, sizes.count == axes else {
    throw OpError(
      .input(0),
      "`\(op)` needs \(axes) last axes of fixed size, but {0} is \(type.shapeDescription)")
  }
  return sizes
}

/// Calls `body` with each stored row of `size` elements of `value` and the same row of `other`.
@inline(__always)
func forEachFeatureRow(
  of value: TensorView, with other: TensorView, size: Int,
  _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
  forEachRun(of: value, with: other) { first, firstOfOther, count, _ in
    for offset in stride(from: 0, to: count, by: max(1, size)) {
      body(value.floats + first + offset, other.floats + firstOfOther + offset)
    }
  }
}
