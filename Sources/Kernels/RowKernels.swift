/// Passes over the rows of a row-major matrix [rows, columns] whose rows lie `stride` numbers apart.
public enum RowKernels {
  /// sums[column] = Σ over the rows, or added to what `sums` held.
  ///
  /// Always in the same order: blocks of 64 rows, then the blocks, which also keeps the rounding
  /// error of long matrices small.
  public static func columnSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int,
    into sums: UnsafeMutablePointer<Float>, accumulate: Bool = false
  ) {
    if !accumulate { sums.update(repeating: 0, count: columns) }
    let block = 64
    var column = 0
    while column < columns {
      let width = columns - column
      for first in Swift.stride(from: 0, to: rows, by: block) {
        let start = x + first * stride + column
        let count = min(block, rows - first)
        if width >= 32 {
          addColumns32(start, rows: count, stride: stride, into: sums + column)
        } else if width >= 8 {
          addColumns8(start, rows: count, stride: stride, into: sums + column)
        } else {
          addColumns(start, rows: count, columns: width, stride: stride, into: sums + column)
        }
      }
      column += width >= 32 ? 32 : width >= 8 ? 8 : width
    }
  }

  /// Adds a bias [columns] to every row.
  public static func addBias(
    _ bias: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, rows: Int, columns: Int,
    stride: Int
  ) {
    for row in 0..<rows { add(bias, to: y + row * stride, count: columns) }
  }

  /// Writes a bias [columns] to every row.
  public static func setBias(
    _ bias: UnsafePointer<Float>, in y: UnsafeMutablePointer<Float>, rows: Int, columns: Int,
    stride: Int
  ) {
    for row in 0..<rows { (y + row * stride).update(from: bias, count: columns) }
  }

  /// Copies a matrix into rows of another stride.
  public static func copy(
    _ x: UnsafePointer<Float>, stride: Int, to y: UnsafeMutablePointer<Float>, stride yStride: Int,
    rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      (y + row * yStride).update(from: x + row * stride, count: columns)
    }
  }

  /// y += x.
  public static func add(
    _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    axpy(1, x, to: y, count: count)
  }

  /// y += factor · x.
  public static func axpy(
    _ factor: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    let factors = Float8(repeating: factor)
    var index = 0
    while index + 8 <= count {
      let value = VectorMath.madd(
        factors, VectorMath.load(x + index), VectorMath.load(UnsafePointer(y + index)))
      VectorMath.store(value, y + index)
      index += 8
    }
    while index < count {
      y[index] += factor * x[index]
      index += 1
    }
  }

  /// y = factor · x; `y` may be `x`.
  public static func scale(
    _ factor: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    let factors = Float8(repeating: factor)
    var index = 0
    while index + 8 <= count {
      VectorMath.store(factors * VectorMath.load(x + index), y + index)
      index += 8
    }
    while index < count {
      y[index] = factor * x[index]
      index += 1
    }
  }

  private static func addColumns32(
    _ x: UnsafePointer<Float>, rows: Int, stride: Int, into sums: UnsafeMutablePointer<Float>
  ) {
    var s0 = Float8.zero
    var s1 = Float8.zero
    var s2 = Float8.zero
    var s3 = Float8.zero
    var row = x
    for _ in 0..<rows {
      s0 += VectorMath.load(row)
      s1 += VectorMath.load(row + 8)
      s2 += VectorMath.load(row + 16)
      s3 += VectorMath.load(row + 24)
      row += stride
    }
    VectorMath.store(VectorMath.load(UnsafePointer(sums)) + s0, sums)
    VectorMath.store(VectorMath.load(UnsafePointer(sums + 8)) + s1, sums + 8)
    VectorMath.store(VectorMath.load(UnsafePointer(sums + 16)) + s2, sums + 16)
    VectorMath.store(VectorMath.load(UnsafePointer(sums + 24)) + s3, sums + 24)
  }

  private static func addColumns8(
    _ x: UnsafePointer<Float>, rows: Int, stride: Int, into sums: UnsafeMutablePointer<Float>
  ) {
    var sum = Float8.zero
    for row in 0..<rows { sum += VectorMath.load(x + row * stride) }
    VectorMath.store(VectorMath.load(UnsafePointer(sums)) + sum, sums)
  }

  private static func addColumns(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    for column in 0..<columns {
      var sum: Float = 0
      for row in 0..<rows { sum += x[row * stride + column] }
      sums[column] += sum
    }
  }
}
