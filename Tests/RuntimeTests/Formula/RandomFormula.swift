/// Formulas of random shape with a seed, as text.
struct RandomFormula {
  private var generator: SeededGenerator
  private let operands: [String]

  init(seed: UInt64, operands: [String]) {
    generator = SeededGenerator(state: seed)
    self.operands = operands
  }

  mutating func text(depth: Int) -> String {
    guard depth > 0 else {
      if Int.random(in: 0..<4, using: &generator) == 0 {
        return "\(Double(Int.random(in: -30...30, using: &generator)) / 10)"
      }
      return operands.randomElement(using: &generator) ?? "1"
    }
    let inner = { (random: inout RandomFormula) in random.text(depth: depth - 1) }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0..<5:
      let signs = ["+", "-", "*", "/", "*"]
      return "(\(inner(&self)) \(signs.randomElement(using: &generator) ?? "+") \(inner(&self)))"
    case 5..<8:
      let functions = [
        "tanh", "sigmoid", "exp", "softplus", "sin", "cos", "erf", "square", "relu", "abs", "silu",
        "gelu",
      ]
      return "\(functions.randomElement(using: &generator) ?? "tanh")(\(inner(&self)))"
    case 8: return "log(\(inner(&self)) ** 2 + 0.5)"
    case 9: return "sqrt(abs(\(inner(&self))) + 0.1)"
    case 10: return "(\(inner(&self)) if \(inner(&self)) > \(inner(&self)) else \(inner(&self)))"
    default:
      return
        "(square(\(inner(&self))) + 0.3) ** \(["3", "-1.5", "0.7", "-2"].randomElement(using: &generator) ?? "3")"
    }
  }

  mutating func numbers() -> [Double] {
    operands.map { _ in Double.random(in: -2...2, using: &generator) }
  }
}
