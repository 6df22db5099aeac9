/// The cell of a simple recurrent network: h = tanh(x·W + h₋·U + b).
enum TanhCell: RecurrentCell {
  static let layout = CellLayout.simple

  static func forward(_ stage: Int, _ row: CellRow, _ output: CellOutput) {
    VectorMath.tanh(row.gates, row.gates, count: row.units)
    output.hidden.update(from: row.gates, count: row.units)
    output.next.update(from: row.gates, count: row.units)
  }

  @inline(never)
  static func backward(_ stage: Int, _ row: CellRow, _ gradient: CellGradient) {
    CellVectors.forEach(row.units) { unit, count in
      let h = CellVectors.load(row.gates + unit, count)
      let dh =
        CellVectors.load(gradient.output + unit, count)
        + CellVectors.load(gradient.hidden + unit, count)
      let slope = VectorMath.madd(-h, h, Float8(repeating: 1))
      CellVectors.store(dh * slope, row.gates + unit, count)
    }
  }
}
