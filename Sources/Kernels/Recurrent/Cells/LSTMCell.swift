/// An LSTM cell with gates i, j, f, o (input, candidate, forget, output) and c as its second state:
/// i' = σ(i), j' = tanh j, f' = σ(f + forget bias), o' = σ(o), c = f'·c₋ + i'·j', h = o'·tanh c.
enum LSTMCell: RecurrentCell {
  static let layout = CellLayout(
    gates: 4, weights: 4, products: [.init(weights: 0..<4, gates: 0)], forgetGate: 2,
    keepsSaved: true)

  static func forward(_ stage: Int, _ row: CellRow, _ output: CellOutput) {
    let (units, gates) = (row.units, row.gates)
    VectorMath.sigmoid(gates, gates, count: units)
    VectorMath.tanh(gates + units, gates + units, count: units)
    VectorMath.sigmoid(gates + 2 * units, gates + 2 * units, count: 2 * units)
    combine(row, output)
  }

  /// c = f'·c₋ + i'·j' and h = o'·tanh c.
  @inline(never)
  private static func combine(_ row: CellRow, _ output: CellOutput) {
    let units = row.units
    CellVectors.forEach(units) { unit, count in
      let gates = UnsafePointer(row.gates) + unit
      let product = CellVectors.load(gates, count) * CellVectors.load(gates + units, count)
      let c = VectorMath.madd(
        CellVectors.load(gates + 2 * units, count),
        CellVectors.load(row.previousSaved + unit, count), product)
      let h = CellVectors.load(gates + 3 * units, count) * VectorMath.tanh(c)
      CellVectors.store(c, row.saved + unit, count)
      CellVectors.store(h, output.hidden + unit, count)
      CellVectors.store(h, output.next + unit, count)
    }
  }

  @inline(never)
  static func backward(_ stage: Int, _ row: CellRow, _ gradient: CellGradient) {
    let units = row.units
    let one = Float8(repeating: 1)
    CellVectors.forEach(units) { unit, count in
      let gates = row.gates + unit
      let i = CellVectors.load(gates, count)
      let j = CellVectors.load(gates + units, count)
      let f = CellVectors.load(gates + 2 * units, count)
      let o = CellVectors.load(gates + 3 * units, count)
      // tanh c is cheaper to compute again than to keep.
      let t = VectorMath.tanh(CellVectors.load(row.saved + unit, count))
      let dh =
        CellVectors.load(gradient.output + unit, count)
        + CellVectors.load(gradient.hidden + unit, count)
      let dc = VectorMath.madd(
        dh * o, VectorMath.madd(-t, t, one), CellVectors.load(gradient.saved + unit, count))
      CellVectors.store(dc * j * (i * (one - i)), gates, count)
      CellVectors.store(dc * i * VectorMath.madd(-j, j, one), gates + units, count)
      CellVectors.store(
        dc * CellVectors.load(row.previousSaved + unit, count) * (f * (one - f)),
        gates + 2 * units, count)
      CellVectors.store(dh * t * (o * (one - o)), gates + 3 * units, count)
      CellVectors.store(dc * f, gradient.saved + unit, count)
    }
  }
}
