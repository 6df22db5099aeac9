/// Turns drawings into what a model reads: for each point but the first a row `[dx, dy, end]`.
///
/// After the converter of TensorFlow's tutorial on drawing classification: x and y are scaled to
/// 0...1, rows become differences to the row before, and `end` is 1 at the last point of a stroke.
/// All of it in 32-bit arithmetic, in the converter's order, so that the results are the same bits.
public enum Ink {
  /// How coordinates are scaled to 0...1.
  public enum Normalization: String, Sendable, CaseIterable {
    /// x by the drawing's width and y by its height, as in the tutorial; loses the aspect ratio.
    case perAxis = "per_axis"
    /// Both by the larger of the two.
    case uniform
  }

  /// The numbers of a row: dx, dy, end.
  public static let columns = 3

  /// The rows of a drawing.
  ///
  /// - Parameters:
  ///   - drawing: its points; one with fewer than two has no rows.
  ///   - normalize: how coordinates are scaled.
  /// - Returns: `[point - 1, 3]`, row by row.
  public static func points(of drawing: Drawing, normalize: Normalization = .perAxis) -> [Float] {
    var rows: [Float] = []
    append(drawing, normalize: normalize, to: &rows)
    return rows
  }

  /// Appends the rows of a drawing.
  ///
  /// - Parameters:
  ///   - drawing: its points.
  ///   - normalize: how coordinates are scaled.
  ///   - rows: grows by `[point - 1, 3]`, row by row.
  /// - Returns: the number of rows.
  @discardableResult
  public static func append(
    _ drawing: Drawing, normalize: Normalization = .perAxis, to rows: inout [Float]
  ) -> Int {
    let count = drawing.pointCount - 1
    guard count > 0 else { return 0 }
    let start = rows.count
    rows.append(contentsOf: repeatElement(0, count: count * columns))
    rows.withUnsafeMutableBufferPointer { all in
      write(drawing, normalize: normalize, to: UnsafeMutableBufferPointer(rebasing: all[start...]))
    }
    return count
  }

  /// Writes the rows of a drawing.
  ///
  /// - Parameters:
  ///   - drawing: at least two points.
  ///   - normalize: how coordinates are scaled.
  ///   - rows: room for `[point - 1, 3]`; every number of it is written.
  public static func write(
    _ drawing: Drawing, normalize: Normalization, to rows: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(drawing.pointCount > 1 && rows.count >= (drawing.pointCount - 1) * columns)
    drawing.xs.withUnsafeBufferPointer { xs in
      drawing.ys.withUnsafeBufferPointer { ys in
        let x = extent(xs)
        let y = extent(ys)
        let larger = max(x.size, y.size)
        let uniform = normalize == .uniform
        writeDifferences(xs, x.low, divisor(uniform ? larger : x.size), column: 0, to: rows)
        writeDifferences(ys, y.low, divisor(uniform ? larger : y.size), column: 1, to: rows)
      }
    }
    for row in 0..<drawing.pointCount - 1 { rows[row * columns + 2] = 0 }
    // The first point has no row, so a first stroke of one point leaves no mark.
    for end in drawing.strokeEnds where end >= 2 { rows[(end - 2) * columns + 2] = 1 }
  }

  private static func extent(_ values: UnsafeBufferPointer<Float>) -> (low: Float, size: Float) {
    var low = values[0]
    var high = low
    for value in values {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    return (low, high - low)
  }

  private static func divisor(_ size: Float) -> Float { size == 0 ? 1 : size }

  private static func writeDifferences(
    _ values: UnsafeBufferPointer<Float>, _ low: Float, _ size: Float, column: Int,
    to rows: UnsafeMutableBufferPointer<Float>
  ) {
    var last = (values[0] - low) / size
    var place = column
    for index in 1..<values.count {
      let scaled = (values[index] - low) / size
      rows[place] = scaled - last
      last = scaled
      place &+= columns
    }
  }
}
