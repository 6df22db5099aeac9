/// A GRU cell that resets h₋ before the product: z' = σ(z), r' = σ(r), n' = tanh(x·W + (r'·h₋)·U + b)
/// and h = (1 − z')·n' + z'·h₋.
///
/// Stage 0 ends with r'·h₋, which is the second state; stage 1 waits for its product.
enum ResetFirstGRUCell: RecurrentCell {
  static let layout = CellLayout(
    gates: 3, weights: 3,
    products: [
      .init(weights: 0..<2, gates: 0),
      .init(stage: 1, weights: 2..<3, gates: 2, readsSaved: true),
    ], keepsSaved: true, hasBypass: true)

  @inline(never)
  static func forward(_ stage: Int, _ row: CellRow, _ output: CellOutput) {
    let (units, gates) = (row.units, row.gates)
    if stage == 0 {
      VectorMath.sigmoid(gates, gates, count: 2 * units)
      CellVectors.forEach(units) { unit, count in
        let r = CellVectors.load(gates + units + unit, count)
        CellVectors.store(
          r * CellVectors.load(row.previousHidden + unit, count), row.saved + unit, count)
      }
      return
    }
    CellVectors.forEach(units) { unit, count in
      let n = VectorMath.tanh(CellVectors.load(gates + 2 * units + unit, count))
      let distance = CellVectors.load(row.previousHidden + unit, count) - n
      let h = VectorMath.madd(CellVectors.load(gates + unit, count), distance, n)
      CellVectors.store(n, gates + 2 * units + unit, count)
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
      let previous = CellVectors.load(row.previousHidden + unit, count)
      let dh = CellVectors.load(gradient.hidden + unit, count)
      if stage == 0 {
        let r = CellVectors.load(gates + units, count)
        let dReset = CellVectors.load(gradient.saved + unit, count)
        CellVectors.store(dReset * previous * (r * (one - r)), gates + units, count)
        CellVectors.store(VectorMath.madd(dReset, r, dh), gradient.hidden + unit, count)
      } else {
        let z = CellVectors.load(gates, count)
        let n = CellVectors.load(gates + 2 * units, count)
        let all = dh + CellVectors.load(gradient.output + unit, count)
        CellVectors.store(all * (previous - n) * (z * (one - z)), gates, count)
        CellVectors.store(
          all * (one - z) * VectorMath.madd(-n, n, one), gates + 2 * units, count)
        CellVectors.store(all * z, gradient.hidden + unit, count)
      }
    }
  }
}
