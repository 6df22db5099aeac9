import Kernels

/// The functions that a formula can call.
public enum FormulaFunction: String, CaseIterable, Sendable {
  case abs, sign, sqrt, square, exp, log, log1p, sin, cos, erf
  case tanh, sigmoid, softplus, relu, silu, gelu
  case min, max, clip
  case `where`

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .abs, .sign, .sqrt, .square, .exp, .log, .log1p, .sin, .cos, .erf, .tanh, .sigmoid,
      .softplus, .relu, .silu, .gelu:
      1...1
    case .min, .max: 2...8
    case .clip, .where: 3...3
    }
  }

  /// How it is called, for messages and the manual.
  public var signature: String {
    switch self {
    case .min, .max: "\(rawValue)(a, b, …)"
    case .clip: "clip(x, least, most)"
    case .where: "where(condition, a, b)"
    default: "\(rawValue)(x)"
    }
  }

  /// The part that computes it; the number of arguments is right.
  func part(of x: [Int], in builder: inout FormulaBuilder) -> Int {
    switch self {
    case .min, .max:
      let operation: FormulaOperation = self == .min ? .min : .max
      return x.dropFirst().reduce(x[0]) { builder.call(operation, $0, $1) }
    case .silu: return builder.call(.multiply, x[0], builder.call(.sigmoid, x[0]))
    case .gelu:
      let scaled = builder.call(.multiply, builder.constant(0.5.squareRoot()), x[0])
      let half = builder.call(.multiply, builder.constant(0.5), x[0])
      let spread = builder.call(.add, builder.call(.erf, scaled), builder.constant(1))
      return builder.call(.multiply, half, spread)
    default:
      guard let operation = FormulaOperation(rawValue: rawValue) else {
        preconditionFailure("no operation computes `\(rawValue)`")
      }
      return builder.call(operation, x)
    }
  }
}
