import Kernels

/// Eight elements at a time of a row that moves along (stride 1) or repeats one number (stride 0).
struct Lanes {
  private let row: UnsafeMutablePointer<Float>
  private let isRepeated: Bool
  private let repeated: Float8

  /// The row at `row`, which holds at least one element.
  @inline(__always)
  init(_ row: UnsafeMutablePointer<Float>, stride: Int) {
    self.row = row
    isRepeated = stride == 0
    repeated = Float8(repeating: row[0])
  }

  /// The eight elements from `index` on.
  @inline(__always)
  subscript(index: Int) -> Float8 { isRepeated ? repeated : VectorMath.load(row + index) }

  /// The first `count` elements from `index` on, and any numbers behind.
  @inline(__always)
  subscript(index: Int, count: Int) -> Float8 {
    isRepeated ? repeated : VectorMath.load(row + index, count: count)
  }
}
