/// Rows of one matrix times a packed panel [inner, 32] of another, for any number of rows.
enum PanelProduct {
  /// The columns of a panel: four vectors of eight.
  static let width = 32
  /// So many rows of a panel (16 KB) stay in the nearest cache while all rows use it.
  static let depth = 128
  /// The numbers that `edge` must have room for.
  static let edgeCount = 3 * width

  /// Adds to, or writes, 32 columns of c[p] for the rows p of a range.
  ///
  /// `a` is read from its column `start` on, `inner` numbers of each row; of c, the columns from
  /// `column` on are meant, of which only `used` exist.
  static func apply(
    _ a: RowSet, from start: Int, inner: Int, panel: UnsafePointer<Float>, to c: RowSet,
    column: Int, used: Int, rows: Range<Int>, overwrite: Bool, edge: UnsafeMutablePointer<Float>
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      // Threes as long as no single row is left over.
      let remaining = rows.upperBound - row
      let group = remaining >= 5 || remaining == 3 ? 3 : remaining >= 2 ? 2 : 1
      if used >= width {
        tile(group, inner, a, start, panel, c, column, row, overwrite)
      } else {
        // Columns past the end belong to someone else, so the sums go through a tile of their own.
        let tileRows = RowSet(base: edge - row * width, stride: width, index: nil)
        for position in 0..<group {
          let target = edge + position * width
          target.update(repeating: 0, count: width)
          if !overwrite { target.update(from: c[row + position] + column, count: used) }
        }
        tile(group, inner, a, start, panel, tileRows, 0, row, false)
        for position in 0..<group {
          (c[row + position] + column).update(from: edge + position * width, count: used)
        }
      }
      row += group
    }
  }

  @inline(__always)
  private static func tile(
    _ group: Int, _ inner: Int, _ a: RowSet, _ start: Int, _ b: UnsafePointer<Float>, _ c: RowSet,
    _ column: Int, _ row: Int, _ overwrite: Bool
  ) {
    let a0 = UnsafePointer(a[row] + start)
    let c0 = c[row] + column
    if group == 1 { return PanelTile.one(inner, a0, b, c0, overwrite: overwrite) }
    let a1 = UnsafePointer(a[row + 1] + start)
    let c1 = c[row + 1] + column
    if group == 2 { return PanelTile.two(inner, a0, a1, b, c0, c1, overwrite: overwrite) }
    PanelTile.three(
      inner, a0, a1, UnsafePointer(a[row + 2] + start), b, c0, c1, c[row + 2] + column,
      overwrite: overwrite)
  }

  /// Packs `inner` rows of up to 32 columns, zeros after them.
  static func pack(
    _ matrix: UnsafePointer<Float>, stride: Int, inner: Int, used: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    if used == width {
      for k in 0..<inner {
        let source = matrix + k * stride
        for column in Swift.stride(from: 0, to: width, by: 8) {
          VectorMath.store(VectorMath.load(source + column), target + k * width + column)
        }
      }
    } else {
      for k in 0..<inner {
        (target + k * width).update(from: matrix + k * stride, count: used)
        (target + k * width + used).update(repeating: 0, count: width - used)
      }
    }
  }
}
