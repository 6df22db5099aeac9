/// Rows of a matrix in an order of their own: row p starts at `base + index[p] · stride`.
struct RowSet {
  /// The first row of the matrix.
  let base: UnsafeMutablePointer<Float>
  /// The distance of two rows of the matrix.
  let stride: Int
  /// Which rows; nil for all of them in order.
  let index: UnsafePointer<Int32>?

  /// Where row `position` of the set starts.
  @inline(__always)
  subscript(position: Int) -> UnsafeMutablePointer<Float> {
    base + (index.map { Int($0[position]) } ?? position) * stride
  }
}
