/// Transposed copies of row-major matrices, eight by eight in registers.
enum Transpose {
  /// target[column, row] = matrix[row, column].
  static func copy(
    _ matrix: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int,
    to target: UnsafeMutablePointer<Float>, stride targetStride: Int
  ) {
    let fullRows = rows / 8 * 8
    let fullColumns = columns / 8 * 8
    for row in Swift.stride(from: 0, to: fullRows, by: 8) {
      for column in Swift.stride(from: 0, to: fullColumns, by: 8) {
        square(
          matrix + row * stride + column, stride, target + column * targetStride + row,
          targetStride)
      }
    }
    for row in 0..<rows {
      for column in (row < fullRows ? fullColumns : 0)..<columns {
        target[column * targetStride + row] = matrix[row * stride + column]
      }
    }
  }

  @inline(__always)
  private static func square(
    _ source: UnsafePointer<Float>, _ stride: Int, _ target: UnsafeMutablePointer<Float>,
    _ targetStride: Int
  ) {
    // Interleaving each row with the one four further on, three times, moves the bits of the column
    // into the row and the other way round.
    let (a0, a1) = interleave(VectorMath.load(source), VectorMath.load(source + 4 * stride))
    let (a2, a3) = interleave(
      VectorMath.load(source + stride), VectorMath.load(source + 5 * stride))
    let (a4, a5) = interleave(
      VectorMath.load(source + 2 * stride), VectorMath.load(source + 6 * stride))
    let (a6, a7) = interleave(
      VectorMath.load(source + 3 * stride), VectorMath.load(source + 7 * stride))
    let (b0, b1) = interleave(a0, a4)
    let (b2, b3) = interleave(a1, a5)
    let (b4, b5) = interleave(a2, a6)
    let (b6, b7) = interleave(a3, a7)
    let (c0, c1) = interleave(b0, b4)
    let (c2, c3) = interleave(b1, b5)
    let (c4, c5) = interleave(b2, b6)
    let (c6, c7) = interleave(b3, b7)
    VectorMath.store(c0, target)
    VectorMath.store(c1, target + targetStride)
    VectorMath.store(c2, target + 2 * targetStride)
    VectorMath.store(c3, target + 3 * targetStride)
    VectorMath.store(c4, target + 4 * targetStride)
    VectorMath.store(c5, target + 5 * targetStride)
    VectorMath.store(c6, target + 6 * targetStride)
    VectorMath.store(c7, target + 7 * targetStride)
  }

  @inline(__always)
  private static func interleave(_ a: Float8, _ b: Float8) -> (Float8, Float8) {
    var low = Float8.zero
    low.evenHalf = a.lowHalf
    low.oddHalf = b.lowHalf
    var high = Float8.zero
    high.evenHalf = a.highHalf
    high.oddHalf = b.highHalf
    return (low, high)
  }
}
