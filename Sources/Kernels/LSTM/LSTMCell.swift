/// The arithmetic of an LSTM cell for one element: no products of matrices, only its units.
///
/// The functions stand alone and work on rows that the product just left in the nearest cache; fused
/// with the product they would fight it for registers.
enum LSTMCell {
  typealias Row = UnsafePointer<Float>
  typealias Result = UnsafeMutablePointer<Float>

  /// Replaces the sums of a row of gates by their activations, and writes c and h.
  ///
  /// `hidden` and `next` both receive h: the row of y and the start of the next step.
  static func forward(
    units: Int, gates: Result, previousCell: Row, cell: Result, hidden: Result, next: Result
  ) {
    VectorMath.sigmoid(gates, gates, count: units)
    VectorMath.tanh(gates + units, gates + units, count: units)
    VectorMath.sigmoid(gates + 2 * units, gates + 2 * units, count: 2 * units)
    combine(
      units: units, gates: gates, previousCell: previousCell, cell: cell, hidden: hidden,
      next: next)
  }

  /// c = f·c₋ + i·j and h = o·tanh c.
  @inline(never)
  private static func combine(
    units: Int, gates: Row, previousCell: Row, cell: Result, hidden: Result, next: Result
  ) {
    var unit = 0
    while unit < units {
      let count = min(8, units - unit)
      let row = gates + unit
      let product = load(row, count) * load(row + units, count)
      let c = VectorMath.madd(
        load(row + 2 * units, count), load(previousCell + unit, count), product)
      let h = load(row + 3 * units, count) * VectorMath.tanh(c)
      store(c, cell + unit, count)
      store(h, hidden + unit, count)
      store(h, next + unit, count)
      unit += 8
    }
  }

  /// Replaces the activations of a row of gates by the gradients of their sums.
  ///
  /// `hiddenGradient` is what the following step passes back to h, `cellGradient` what it passes
  /// back to c and, on return, what this step passes on; `outputGradient` comes from y.
  @inline(never)
  static func backward(
    units: Int, gates: Result, previousCell: Row, cell: Row, outputGradient: Row,
    hiddenGradient: Row, cellGradient: Result
  ) {
    let one = Float8(repeating: 1)
    var unit = 0
    while unit < units {
      let count = min(8, units - unit)
      let row = gates + unit
      let i = load(row, count)
      let j = load(row + units, count)
      let f = load(row + 2 * units, count)
      let o = load(row + 3 * units, count)
      // tanh c is cheaper to compute again than to keep.
      let t = VectorMath.tanh(load(cell + unit, count))
      let dh = load(outputGradient + unit, count) + load(hiddenGradient + unit, count)
      let dc = VectorMath.madd(
        dh * o, VectorMath.madd(-t, t, one), load(cellGradient + unit, count))
      store(dc * j * (i * (one - i)), row, count)
      store(dc * i * VectorMath.madd(-j, j, one), row + units, count)
      store(dc * load(previousCell + unit, count) * (f * (one - f)), row + 2 * units, count)
      store(dh * t * (o * (one - o)), row + 3 * units, count)
      store(dc * f, cellGradient + unit, count)
      unit += 8
    }
  }

  /// Eight numbers, or the last few of a row and zeros.
  @inline(__always)
  private static func load(_ row: Row, _ count: Int) -> Float8 {
    count == 8 ? VectorMath.load(row) : partialLoad(row, count)
  }

  @inline(__always)
  private static func store(_ value: Float8, _ row: Result, _ count: Int) {
    if count == 8 {
      VectorMath.store(value, row)
    } else {
      partialStore(value, row, count)
    }
  }

  /// Out of line, to keep the loops above short enough for the compiler to inline all else.
  @inline(never)
  private static func partialLoad(_ row: Row, _ count: Int) -> Float8 {
    VectorMath.load(row, count: count)
  }

  @inline(never)
  private static func partialStore(_ value: Float8, _ row: Result, _ count: Int) {
    VectorMath.store(value, row, count: count)
  }
}
