/// Loops over the units of a row, eight at a time.
enum CellVectors {
  /// Calls `body` with the first unit and the number of units of each vector.
  @inline(__always)
  static func forEach(_ units: Int, _ body: (_ unit: Int, _ count: Int) -> Void) {
    var unit = 0
    while unit < units {
      body(unit, min(8, units - unit))
      unit += 8
    }
  }

  /// Eight numbers, or the last few of a row and zeros.
  @inline(__always)
  static func load(_ row: UnsafePointer<Float>, _ count: Int) -> Float8 {
    count == 8 ? VectorMath.load(row) : partialLoad(row, count)
  }

  @inline(__always)
  static func store(_ value: Float8, _ row: UnsafeMutablePointer<Float>, _ count: Int) {
    if count == 8 {
      VectorMath.store(value, row)
    } else {
      partialStore(value, row, count)
    }
  }

  /// Out of line, to keep the loops short enough for the compiler to inline all else.
  @inline(never)
  private static func partialLoad(_ row: UnsafePointer<Float>, _ count: Int) -> Float8 {
    VectorMath.load(row, count: count)
  }

  @inline(never)
  private static func partialStore(
    _ value: Float8, _ row: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    VectorMath.store(value, row, count: count)
  }
}
