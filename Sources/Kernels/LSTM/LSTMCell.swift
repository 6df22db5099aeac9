/// The arithmetic of an LSTM cell for one element: no products of matrices, only its units.
///
/// Both functions stand alone and work on rows that the product just left in the nearest cache;
/// fused with the product they would fight it for registers.
enum LSTMCell {
  typealias Row = UnsafePointer<Float>
  typealias Result = UnsafeMutablePointer<Float>

  /// Replaces the sums of a row of gates by their activations, and writes c and h.
  ///
  /// `hidden` and `next` both receive h: the row of y and the start of the next step.
  @inline(never)
  static func forward(
    units: Int, gates: Result, previousCell: Row, cell: Result, hidden: Result, next: Result
  ) {
    var unit = 0
    while unit + 8 <= units {
      let row = gates + unit
      let i = VectorMath.sigmoid(VectorMath.load(row))
      let j = VectorMath.tanh(VectorMath.load(row + units))
      let f = VectorMath.sigmoid(VectorMath.load(row + 2 * units))
      let o = VectorMath.sigmoid(VectorMath.load(row + 3 * units))
      let c = VectorMath.madd(f, VectorMath.load(previousCell + unit), i * j)
      let h = o * VectorMath.tanh(c)
      VectorMath.store(i, row)
      VectorMath.store(j, row + units)
      VectorMath.store(f, row + 2 * units)
      VectorMath.store(o, row + 3 * units)
      VectorMath.store(c, cell + unit)
      VectorMath.store(h, hidden + unit)
      VectorMath.store(h, next + unit)
      unit += 8
    }
    guard unit < units else { return }
    forwardTail(
      units: units, from: unit, gates: gates, previousCell: previousCell, cell: cell,
      hidden: hidden, next: next)
  }

  /// The units after the last eight, apart because the compiler stops inlining in long functions.
  @inline(never)
  private static func forwardTail(
    units: Int, from unit: Int, gates: Result, previousCell: Row, cell: Result, hidden: Result,
    next: Result
  ) {
    let count = units - unit
    let row = gates + unit
    let i = VectorMath.sigmoid(VectorMath.load(row, count: count))
    let j = VectorMath.tanh(VectorMath.load(row + units, count: count))
    let f = VectorMath.sigmoid(VectorMath.load(row + 2 * units, count: count))
    let o = VectorMath.sigmoid(VectorMath.load(row + 3 * units, count: count))
    let c = VectorMath.madd(f, VectorMath.load(previousCell + unit, count: count), i * j)
    let h = o * VectorMath.tanh(c)
    VectorMath.store(i, row, count: count)
    VectorMath.store(j, row + units, count: count)
    VectorMath.store(f, row + 2 * units, count: count)
    VectorMath.store(o, row + 3 * units, count: count)
    VectorMath.store(c, cell + unit, count: count)
    VectorMath.store(h, hidden + unit, count: count)
    VectorMath.store(h, next + unit, count: count)
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
    var unit = 0
    while unit + 8 <= units {
      let row = gates + unit
      let dh = VectorMath.load(outputGradient + unit) + VectorMath.load(hiddenGradient + unit)
      let step = gradients(
        i: VectorMath.load(row), j: VectorMath.load(row + units),
        f: VectorMath.load(row + 2 * units), o: VectorMath.load(row + 3 * units),
        c: VectorMath.load(cell + unit), before: VectorMath.load(previousCell + unit), dh: dh,
        dc: VectorMath.load(cellGradient + unit))
      VectorMath.store(step.i, row)
      VectorMath.store(step.j, row + units)
      VectorMath.store(step.f, row + 2 * units)
      VectorMath.store(step.o, row + 3 * units)
      VectorMath.store(step.before, cellGradient + unit)
      unit += 8
    }
    guard unit < units else { return }
    backwardTail(
      units: units, from: unit, gates: gates, previousCell: previousCell, cell: cell,
      outputGradient: outputGradient, hiddenGradient: hiddenGradient, cellGradient: cellGradient)
  }

  @inline(never)
  private static func backwardTail(
    units: Int, from unit: Int, gates: Result, previousCell: Row, cell: Row, outputGradient: Row,
    hiddenGradient: Row, cellGradient: Result
  ) {
    let count = units - unit
    let row = gates + unit
    let dh =
      VectorMath.load(outputGradient + unit, count: count)
      + VectorMath.load(hiddenGradient + unit, count: count)
    let step = gradients(
      i: VectorMath.load(row, count: count), j: VectorMath.load(row + units, count: count),
      f: VectorMath.load(row + 2 * units, count: count),
      o: VectorMath.load(row + 3 * units, count: count),
      c: VectorMath.load(cell + unit, count: count),
      before: VectorMath.load(previousCell + unit, count: count), dh: dh,
      dc: VectorMath.load(cellGradient + unit, count: count))
    VectorMath.store(step.i, row, count: count)
    VectorMath.store(step.j, row + units, count: count)
    VectorMath.store(step.f, row + 2 * units, count: count)
    VectorMath.store(step.o, row + 3 * units, count: count)
    VectorMath.store(step.before, cellGradient + unit, count: count)
  }

  /// The chain rule through the cell, from the gradients of h and c to those of the sums and of the
  /// cell state before.
  @inline(__always)
  private static func gradients(
    i: Float8, j: Float8, f: Float8, o: Float8, c: Float8, before: Float8, dh: Float8, dc: Float8
  ) -> (i: Float8, j: Float8, f: Float8, o: Float8, before: Float8) {
    let one = Float8(repeating: 1)
    // tanh c is cheaper to compute again than to keep.
    let t = VectorMath.tanh(c)
    let total = VectorMath.madd(dh * o, VectorMath.madd(-t, t, one), dc)
    return (
      i: total * j * (i * (one - i)), j: total * i * VectorMath.madd(-j, j, one),
      f: total * before * (f * (one - f)), o: dh * t * (o * (one - o)), before: total * f
    )
  }
}
