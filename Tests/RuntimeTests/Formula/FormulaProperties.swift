import Testing

@testable import Runtime

/// What holds for every formula, tried on random ones in double precision.
@Suite struct FormulaProperties {
  private static let operands = ["a", "b", "c"]

  /// Formulas that depend on all operands, with a point each.
  private func forEachFormula(
    _ count: Int, _ body: (Formula, String, [Double]) throws -> Void
  ) throws {
    var (seed, tried) = (UInt64(0), 0)
    while tried < count {
      seed += 1
      try #require(seed < 100 * UInt64(count), "too few formulas use all operands")
      var random = RandomFormula(seed: seed, operands: Self.operands)
      let text = random.text(depth: 3)
      let formula: Formula
      do { formula = try Formula(text, operands: Self.operands) } catch { continue }
      try body(formula, text, random.numbers())
      tried += 1
    }
  }

  @Test func derivativesMatchDifferences() throws {
    var compared = 0
    try forEachFormula(300) { formula, text, point in
      let (gradient, owners) = formula.gradient(for: [0, 1, 2])
      let y = formula.values(at: point)[0]
      let slopes = gradient.values(at: point + [1, y])
      for (owner, slope) in zip(owners, slopes) {
        let differences = [1e-5, 0.5e-5].map { step in
          func value(_ sign: Double) -> Double {
            var moved = point
            moved[owner] += sign * step
            return formula.values(at: moved)[0]
          }
          return (value(1) - value(-1)) / (2 * step)
        }
        // Beside a kink, or far out, a difference says nothing.
        let size = max(1, slope.magnitude)
        guard y.magnitude < 1e6, (differences[0] - differences[1]).magnitude < 1e-5 * size else {
          continue
        }
        compared += 1
        #expect(
          (slope - differences[1]).magnitude < 1e-4 * size,
          "\(text) by \(Self.operands[owner]) at \(point): \(slope), \(differences)")
      }
    }
    #expect(compared > 600)
  }

  @Test func printsMeanTheSame() throws {
    try forEachFormula(300) { formula, text, point in
      // Names for shared parts are for people; without them the print is a formula again.
      let print = "\(formula)"
      // Nor can a formula name what `0 / 0` gives.
      guard !print.contains(";"), !print.contains("nan"), !print.contains("inf") else { return }
      let again = try Formula(print, operands: Self.operands)
      let (a, b) = (formula.values(at: point)[0], again.values(at: point)[0])
      // A print rounds constants to single precision, which large numbers amplify.
      guard a.magnitude < 1e4 else { return }
      #expect((a - b).magnitude <= 1e-3 * max(1, a.magnitude), "\(text) printed as \(formula)")
    }
  }

  @Test func registersAreNeverOverwrittenTooEarly() throws {
    try forEachFormula(300) { formula, text, point in
      let (gradient, _) = formula.gradient(for: [0, 1, 2])
      let y = formula.values(at: point)[0]
      for (formula, inputs) in [(formula, point), (gradient, point + [0.7, y])] {
        let program = FormulaProgram(formula)
        var slots = inputs + Array(repeating: .nan, count: program.resultCount)
        slots += program.constants.map(Double.init)
        slots += Array(repeating: .nan, count: program.registerCount)
        var hasWritten = false
        for step in program.instructions {
          let sources = [step.inputs.a, step.inputs.b, step.inputs.c]
            .prefix(step.operation.arity)
          // A result may lie in an operand's memory.
          #expect(!hasWritten || sources.allSatisfy { $0 >= program.operandCount }, "\(text)")
          slots[step.result] = step.operation.value(of: sources.map { slots[$0] })
          let isResult = program.operandCount..<program.firstConstant ~= step.result
          hasWritten = hasWritten || isResult
        }
        for (index, expected) in formula.values(at: inputs).enumerated() {
          let value = slots[program.operandCount + index]
          // Constants are single precision, which large numbers amplify.
          guard expected.magnitude < 1e4 else { continue }
          let isSame = (value - expected).magnitude <= 1e-3 * max(1, expected.magnitude)
          #expect(isSame, "\(text) at \(point): \(value), \(expected)")
        }
      }
    }
  }
}
