/// Products of a few rows at a time with one matrix [inner, columns] that is packed beforehand.
///
/// This is the product inside the loop over time steps of a recurrent layer: the hidden state times
/// the recurrent weights of any number of gates, or the gradient of the gates times their transpose.
/// The packed matrix is a list of panels of 32 columns, each [inner, 32] and filled up with zeros.
struct RecurrentProduct {
  private static let panelWidth = 32
  /// So much of a panel (16 KB) stays in the nearest cache while all rows use it.
  private static let chunk = 128

  private let inner: Int
  private let columns: Int
  private let panels: UnsafePointer<Float>
  /// [3, 32]: where the columns past the end of the matrix go.
  private let edge: UnsafeMutablePointer<Float>

  static func scratchCount(inner: Int, columns: Int) -> Int {
    ScratchCursor.size(panelCount(columns) * panelWidth * inner)
      + ScratchCursor.size(3 * panelWidth)
  }

  /// Packs a matrix stored as [inner, columns], or as [columns, inner] if `transposed`.
  init(
    packing matrix: UnsafePointer<Float>, stride: Int, transposed: Bool, inner: Int, columns: Int,
    scratch: inout ScratchCursor
  ) {
    let width = Self.panelWidth
    let count = Self.panelCount(columns)
    let packed = scratch.floats(count * width * inner)
    for panel in 0..<count {
      let first = panel * width
      let used = min(width, columns - first)
      let target = packed + panel * width * inner
      if transposed {
        Self.packTransposed(matrix + first * stride, stride, used: used, inner: inner, target)
      } else {
        for k in 0..<inner {
          (target + k * width).update(from: matrix + k * stride + first, count: used)
          (target + k * width + used).update(repeating: 0, count: width - used)
        }
      }
    }
    self.inner = inner
    self.columns = columns
    panels = UnsafePointer(packed)
    edge = scratch.floats(3 * width)
  }

  /// c[p] += a[p] · matrix for the rows p of a range, or c[p] = a[p] · matrix with `overwrite`.
  func apply(_ a: RowSet, to c: RowSet, rows: Range<Int>, overwrite: Bool) {
    for panel in 0..<Self.panelCount(columns) {
      let column = panel * Self.panelWidth
      let full = columns - column >= Self.panelWidth
      var start = 0
      while start < inner {
        let count = min(Self.chunk, inner - start)
        let b = panels + (panel * inner + start) * Self.panelWidth
        let fresh = overwrite && start == 0
        var row = rows.lowerBound
        while row < rows.upperBound {
          let group = Self.group(rows.upperBound - row)
          if full {
            Self.tile(group, count, a, start, b, c, column, row, fresh)
          } else {
            edgeTile(group, count, a, start, b, c, column, row, fresh)
          }
          row += group
        }
        start += count
      }
    }
  }

  /// Threes as long as no single row is left over.
  @inline(__always)
  private static func group(_ remaining: Int) -> Int {
    remaining >= 5 || remaining == 3 ? 3 : remaining >= 2 ? 2 : 1
  }

  @inline(__always)
  private static func tile(
    _ group: Int, _ inner: Int, _ a: RowSet, _ start: Int, _ b: UnsafePointer<Float>, _ c: RowSet,
    _ column: Int, _ row: Int, _ overwrite: Bool
  ) {
    let a0 = UnsafePointer(a[row] + start)
    let c0 = c[row] + column
    if group == 1 { return RecurrentTile.one(inner, a0, b, c0, overwrite: overwrite) }
    let a1 = UnsafePointer(a[row + 1] + start)
    let c1 = c[row + 1] + column
    if group == 2 { return RecurrentTile.two(inner, a0, a1, b, c0, c1, overwrite: overwrite) }
    RecurrentTile.three(
      inner, a0, a1, UnsafePointer(a[row + 2] + start), b, c0, c1, c[row + 2] + column,
      overwrite: overwrite)
  }

  /// The panel at the right edge goes through a tile of its own, because its columns past the end
  /// belong to someone else.
  private func edgeTile(
    _ group: Int, _ inner: Int, _ a: RowSet, _ start: Int, _ b: UnsafePointer<Float>, _ c: RowSet,
    _ column: Int, _ row: Int, _ overwrite: Bool
  ) {
    let used = columns - column
    for position in 0..<group {
      let target = edge + position * Self.panelWidth
      target.update(repeating: 0, count: Self.panelWidth)
      if !overwrite { target.update(from: c[row + position] + column, count: used) }
    }
    let tile = RowSet(base: edge - row * Self.panelWidth, stride: Self.panelWidth, index: nil)
    Self.tile(group, inner, a, start, b, tile, 0, row, false)
    for position in 0..<group {
      (c[row + position] + column).update(from: edge + position * Self.panelWidth, count: used)
    }
  }

  /// Rows of the stored matrix become columns of the panel.
  private static func packTransposed(
    _ matrix: UnsafePointer<Float>, _ stride: Int, used: Int, inner: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    for k in 0..<inner {
      let line = target + k * panelWidth
      for column in 0..<used { line[column] = matrix[column * stride + k] }
      (line + used).update(repeating: 0, count: panelWidth - used)
    }
  }

  private static func panelCount(_ columns: Int) -> Int {
    (columns + panelWidth - 1) / panelWidth
  }
}
