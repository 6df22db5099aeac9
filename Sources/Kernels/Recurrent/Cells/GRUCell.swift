/// A GRU cell that resets what the product gave: z' = σ(z), r' = σ(r), n' = tanh(n + r'·m) and
/// h = (1 − z')·n' + z'·h₋, where m = h₋·U + b is kept apart from n = x·W + b.
enum GRUCell: RecurrentCell {
  static let layout = CellLayout(
    gates: 4, weights: 3,
    products: [.init(weights: 0..<2, gates: 0), .init(weights: 2..<3, gates: 3)], hasBypass: true)

  static func forward(_ stage: Int, _ row: CellRow, _ output: CellOutput) {
    VectorMath.sigmoid(row.gates, row.gates, count: 2 * row.units)
    combine(row, output)
  }

  @inline(never)
  private static func combine(_ row: CellRow, _ output: CellOutput) {
    let units = row.units
    CellVectors.forEach(units) { unit, count in
      let gates = row.gates + unit
      let z = CellVectors.load(gates, count)
      let m = CellVectors.load(gates + 3 * units, count)
      let n = VectorMath.tanh(
        VectorMath.madd(
          CellVectors.load(gates + units, count), m, CellVectors.load(gates + 2 * units, count)))
      let h = VectorMath.madd(z, CellVectors.load(row.previousHidden + unit, count) - n, n)
      CellVectors.store(n, gates + 2 * units, count)
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
      let z = CellVectors.load(gates, count)
      let r = CellVectors.load(gates + units, count)
      let n = CellVectors.load(gates + 2 * units, count)
      let m = CellVectors.load(gates + 3 * units, count)
      let dh =
        CellVectors.load(gradient.output + unit, count)
        + CellVectors.load(gradient.hidden + unit, count)
      let dn = dh * (one - z) * VectorMath.madd(-n, n, one)
      let distance = CellVectors.load(row.previousHidden + unit, count) - n
      CellVectors.store(dh * distance * (z * (one - z)), gates, count)
      CellVectors.store(dn * m * (r * (one - r)), gates + units, count)
      CellVectors.store(dn, gates + 2 * units, count)
      CellVectors.store(dn * r, gates + 3 * units, count)
      CellVectors.store(dh * z, gradient.hidden + unit, count)
    }
  }
}
