/// What one step of a formula computes; the raw value is the name that messages and prints use.
public enum FormulaOperation: String, Sendable, CaseIterable {
  // Of one number.
  case copy, negate, abs, sign, sqrt, square, exp, log, log1p, sin, cos, tanh, sigmoid, softplus
  case relu, erf
  // Of two numbers; a comparison gives 1 or 0.
  case add, subtract, multiply, divide, power, min, max
  case less, lessOrEqual, equal, notEqual
  // Of three numbers: `where(condition, a, b)`, which takes `a` unless the condition is 0, and
  // `clip(x, least, most)`.
  case select = "where"
  case clip

  /// How many numbers it reads.
  public var arity: Int {
    switch self {
    case .copy, .negate, .abs, .sign, .sqrt, .square, .exp, .log, .log1p, .sin, .cos, .tanh,
      .sigmoid, .softplus, .relu, .erf:
      1
    case .add, .subtract, .multiply, .divide, .power, .min, .max, .less, .lessOrEqual, .equal,
      .notEqual:
      2
    case .select, .clip: 3
    }
  }
}
