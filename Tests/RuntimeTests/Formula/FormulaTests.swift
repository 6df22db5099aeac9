import Foundation
import Testing

@testable import Runtime

/// Reading, simplifying, printing and differentiating formulas.
@Suite struct FormulaTests {
  @Test(
    arguments: [
      ("a + b * 2", "a + 2 * b"), ("(a + b) * 2", "2 * (a + b)"), ("a - (b - 1)", "a - (b - 1)"),
      ("a / (b * 2)", "a / (2 * b)"), ("-a ** 2 + b", "b - a ** 2"),
      ("(-a) ** 2 + b", "(-a) ** 2 + b"),
      ("a ** b", "a ** b"), ("tanh(a) * b", "tanh(a) * b"),
      ("where(a > b, a, 0)", "where(b < a, a, 0)"),
      ("a if a >= b else b", "where(b <= a, a, b)"), ("silu(a) + b", "a * sigmoid(a) + b"),
      ("exp(a) / (b + exp(a))", "t1 = exp(a); t1 / (t1 + b)"),
      // Constants are computed, neutral elements disappear, signs move outwards.
      ("a * 1 + 0 + b * (1 + 1) ** 2", "a + 4 * b"), ("a * -1 - -b", "b - a"),
      ("2 * (3 * a) + b", "6 * a + b"), ("a ** 1 * b ** 0.5", "a * sqrt(b)"),
      ("a ** 3 + 1 / b ** 2", "a * a ** 2 + 1 / b ** 2"), ("pi * a * b", "3.1415927 * a * b"),
      ("max(a, b, 1)", "max(max(a, b), 1)"), ("a < b < 1", "(a < b) * (b < 1)"),
      ("a and b or not a", "max((a != 0) * (b != 0), a == 0)"),
    ])
  func textsAreReadAndPrinted(text: String, printed: String) throws {
    let formula = try Formula(text, operands: ["a", "b"])
    let again = try Formula(text, operands: ["a", "b"])
    #expect("\(formula)" == printed)
    #expect(formula == again)
  }

  @Test func equalPartsAreComputedOnce() throws {
    let formula = try Formula("sigmoid(2 * x) * (1 - sigmoid(x * 2))", operands: ["x"])
    let program = FormulaProgram(formula)
    #expect(program.instructions.map(\.operation) == [.multiply, .sigmoid, .subtract, .multiply])
    // The product's register is free again for the difference.
    #expect(program.registerCount == 2)
  }

  @Test(
    arguments: [
      ("x ** 2", "dy * 2 * x"), ("tanh(x)", "dy * (1 - y ** 2)"), ("exp(x)", "y * dy"),
      ("sigmoid(x)", "dy * y * (1 - y)"), ("3 * x + 1", "3 * dy"),
      ("relu(x)", "where(0 < x, dy, 0)"), ("abs(x)", "dy * sign(x)"), ("log(x)", "dy / x"),
      ("1 / x", "-dy * y / x"), ("log(x) if x > 0 else 0", "where(0 < x, dy / x, 0)"),
    ])
  func gradientsAreSimple(text: String, printed: String) throws {
    let formula = try Formula(text, operands: ["x"])
    #expect("\(formula.gradient(for: [0]).formula.compacted.formula)" == printed)
  }

  @Test func oneFormulaHasTheGradientsOfAllOperands() throws {
    let formula = try Formula("tanh(a) * b + sign(c)", operands: ["a", "b", "c"])
    let (gradient, owners) = formula.gradient(for: [0, 1, 2])
    #expect(owners == [0, 1])
    #expect("\(gradient)" == "t1 = tanh(a); dy * b * (1 - t1 ** 2), t1 * dy")
    #expect(gradient.compacted.operands == [0, 1, 3])
  }

  @Test(
    arguments: [
      ("a * b", [true, false], true), ("a + b", [true, false], false),
      ("a + b", [true, true], true),
      ("tanh(a) + b ** 2", [true, true], true), ("cos(a) * b", [true, false], false),
      ("exp(a) - 1 + 0 * b", [true, false], true), ("a / b", [true, false], true),
      ("b if a > 0 else a", [true, false], true), ("sigmoid(a) * b", [true, false], false),
    ])
  func zerosStayZerosWhereTheFormulaSaysSo(text: String, zeros: [Bool], stays: Bool) throws {
    #expect(try Formula(text, operands: ["a", "b"]).keepsZero(zeros) == stays)
  }

  /// Mistakes with the place between « and », and the hint.
  @Test(
    arguments: [
      (
        "tanh(x«»", "the expression ends where `,` or `)` should be",
        "nothing stands behind `x`"
      ),
      ("x «y»", "found `y` where the end or an operator should be", nil),
      ("2 * «z»", "the formula has no operand `z`", "it reads `x`"),
      ("x * «tanh»", "`tanh` is a function", "write tanh(x)"),
      ("«tahn»(x)", "there is no function `tahn`", nil),
      ("«x»(2)", "`x` is an operand, not a function", "to multiply write `*`"),
      ("x + «clip(x, 1)»", "`clip` does not take 2 arguments", "write clip(x, least, most)"),
      ("«tanh()» + x", "`tanh` does not take 0 arguments", "write tanh(x)"),
      (
        "x + «$»beta", "`$` has no meaning in an expression",
        "in a formula a parameter is written `${name}`"
      ),
      ("«x // 2»", "a formula has no `//`", nil), ("«[x, 1]»", "a formula has no lists", nil),
      ("x * «'a'»", "a formula has no texts", nil),
      ("x * «1e39»", "`1e+39` is too large for f32", nil),
      ("x «^» 2", "`^` has no meaning in an expression", "for a power, write `**`"),
    ] as [(String, String, String?)])
  func mistakesHaveAPlace(marked: String, message: String, hint: String?) throws {
    let pieces = marked.components(separatedBy: CharacterSet(charactersIn: "«»"))
    let start = pieces[0].utf8.count
    let error = try #require(throws: FormulaError.self) {
      try Formula(pieces.joined(), operands: ["x"])
    }
    #expect(error.message == message)
    #expect(error.range == start..<start + pieces[1].utf8.count)
    if error.misspelling == nil || hint != nil { #expect(error.hint == hint) }
  }

  @Test func operandsMustMatter() throws {
    let unused = try #require(throws: FormulaError.self) {
      try Formula("tanh(a)", operands: ["a", "b"])
    }
    #expect(unused.message == "the formula does not use `b`")
    #expect(unused.unusedOperand == 1)
    let lost = try #require(throws: FormulaError.self) {
      try Formula("a + b ** 0", operands: ["a", "b"])
    }
    #expect(lost.message == "the formula's value does not depend on `b`")
  }

  @Test func depthIsBounded() throws {
    let deep = String(repeating: "(", count: 100) + "x" + String(repeating: ")", count: 100)
    let error = try #require(throws: FormulaError.self) { try Formula(deep, operands: ["x"]) }
    #expect(error.hint == "compute a part of it in a node of its own")
  }
}
