/// The cell of a simple recurrent network: h = max(0, x·W + h₋·U + b), whose slope at 0 is 0.
enum ReLUCell: RecurrentCell {
  static let layout = CellLayout.simple

  @inline(never)
  static func forward(_ stage: Int, _ row: CellRow, _ output: CellOutput) {
    CellVectors.forEach(row.units) { unit, count in
      let h = VectorMath.max(CellVectors.load(row.gates + unit, count), .zero)
      CellVectors.store(h, row.gates + unit, count)
      CellVectors.store(h, output.hidden + unit, count)
      CellVectors.store(h, output.next + unit, count)
    }
  }

  @inline(never)
  static func backward(_ stage: Int, _ row: CellRow, _ gradient: CellGradient) {
    CellVectors.forEach(row.units) { unit, count in
      let h = CellVectors.load(row.gates + unit, count)
      let dh =
        CellVectors.load(gradient.output + unit, count)
        + CellVectors.load(gradient.hidden + unit, count)
      CellVectors.store(
        dh.replacing(with: 0, where: h .<= 0), row.gates + unit, count)
    }
  }
}
