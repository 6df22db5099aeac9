import Kernels

extension Formula {
  /// The formula of the gradients: `upstream · ∂result/∂operand` for each of `operands`.
  ///
  /// It reads the operands, then what arrives at the result, then the result itself, so that
  /// neither is computed again.
  ///
  /// - Parameters:
  ///   - operands: The indices of the operands whose gradient is wanted.
  ///   - upstream: The name of what arrives, for prints.
  ///   - result: The name of the result, for prints.
  /// - Returns: The formula and the operands that have a gradient, one for each of its results.
  public func gradient(
    for operands: [Int], upstream: String = "dy", result: String = "y"
  ) -> (formula: Formula, operands: [Int]) {
    var derivatives = FormulaDerivatives(self)
    var (results, found): ([Int], [Int]) = ([], [])
    let arriving = derivatives.builder.operand(self.operands.count)
    for operand in operands {
      guard let slope = derivatives.slope(by: operand) else { continue }
      results.append(derivatives.weighted(slope, by: arriving))
      found.append(operand)
    }
    var nodes = derivatives.builder.nodes
    if case .call = nodes[self.results[0]] {
      nodes[self.results[0]] = .operand(self.operands.count + 1)
    }
    let names = self.operands + [upstream, result]
    return (Formula(nodes: nodes, results: results, operands: names), found)
  }

  /// The same formula of the operands that it uses alone, and which they are.
  public var compacted: (formula: Formula, operands: [Int]) {
    let used = usedOperands
    let places = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    let nodes = self.nodes.map { node in
      // An operand that no result uses may stay: nobody reads it.
      if case .operand(let index) = node { FormulaNode.operand(places[index] ?? 0) } else { node }
    }
    return (Formula(nodes: nodes, results: results, operands: used.map { operands[$0] }), used)
  }
}

/// Differentiates a formula by one operand after another, in forward direction: the derivative of a
/// part follows from those of the parts that it reads.
///
/// Forward, because the derivative of `where(c, a, b)` is then `where(c, a′, b′)`: a branch that is not
/// taken cannot bring its NaN or ∞ into the gradient. A derivative that is 0 everywhere is nil.
private struct FormulaDerivatives {
  private let formula: Formula
  var builder: FormulaBuilder

  init(_ formula: Formula) {
    self.formula = formula
    builder = FormulaBuilder(formula.nodes)
  }

  /// The derivative of the first result by an operand.
  mutating func slope(by operand: Int) -> Int? {
    var slopes: [Int?] = []
    for (part, node) in formula.nodes.enumerated() {
      switch node {
      case .constant: slopes.append(nil)
      case .operand(let index): slopes.append(index == operand ? builder.constant(1) : nil)
      case .call(let operation, let inputs):
        let inner = inputs.map { slopes[$0] }
        let isConstant = inner.allSatisfy { $0 == nil }
        slopes.append(isConstant ? nil : slope(of: operation, inputs, inner, at: part))
      }
    }
    return slopes[formula.results[0]]
  }

  /// `upstream · slope`, which is 0 where a branch of the slope is, whatever arrives.
  mutating func weighted(_ slope: Int, by upstream: Int) -> Int {
    guard case .call(.select, let x) = builder.nodes[slope],
      builder.number(x[1]) == 0 || builder.number(x[2]) == 0
    else { return times(upstream, slope) }
    let branches = [x[1], x[2]].map { branch in
      builder.number(branch) == 0 ? branch : weighted(branch, by: upstream)
    }
    return builder.call(.select, x[0], branches[0], branches[1])
  }

  /// The derivative of the part `y`, which reads `x`, whose derivatives are `d`.
  private mutating func slope(
    of operation: FormulaOperation, _ x: [Int], _ d: [Int?], at y: Int
  ) -> Int? {
    switch operation {
    case .add, .subtract, .multiply, .divide, .power: return arithmetic(operation, x, d, at: y)
    case .min: return extreme(x, d)
    case .max: return extreme([x[1], x[0]], d)
    case .select:
      guard d[1] != nil || d[2] != nil else { return nil }
      return builder.call(.select, x[0], orZero(d[1]), orZero(d[2]))
    case .clip: return clip(x, d)
    case .sign, .less, .lessOrEqual, .equal, .notEqual: return nil
    default: return d[0].map { chain(operation, x[0], $0, at: y) }
    }
  }

  /// `f′(x) · d` of a function of one number.
  private mutating func chain(
    _ operation: FormulaOperation, _ x: Int, _ d: Int, at y: Int
  ) -> Int {
    let one = builder.constant(1)
    switch operation {
    case .negate: return builder.call(.negate, d)
    case .abs: return times(builder.call(.sign, x), d)
    case .sqrt: return builder.call(.divide, times(builder.constant(0.5), d), y)
    case .square: return times(times(builder.constant(2), x), d)
    case .exp: return times(y, d)
    case .log: return builder.call(.divide, d, x)
    case .log1p: return builder.call(.divide, d, builder.call(.add, x, one))
    case .sin: return times(builder.call(.cos, x), d)
    case .cos: return builder.call(.negate, times(builder.call(.sin, x), d))
    case .tanh: return times(builder.call(.subtract, one, builder.call(.square, y)), d)
    case .sigmoid: return times(times(y, builder.call(.subtract, one, y)), d)
    case .softplus: return times(builder.call(.sigmoid, x), d)
    case .relu:
      let isPositive = builder.call(.less, builder.constant(0), x)
      return builder.call(.select, isPositive, d, builder.constant(0))
    case .erf:
      let exponent = builder.call(.negate, builder.call(.square, x))
      // 2 / √π.
      let density = times(builder.constant(1.128_379_167_095_512_6), builder.call(.exp, exponent))
      return times(density, d)
    default: return d
    }
  }

  private mutating func arithmetic(
    _ operation: FormulaOperation, _ x: [Int], _ d: [Int?], at y: Int
  ) -> Int? {
    switch operation {
    case .add: return sum(d[0], d[1])
    case .subtract:
      guard let right = d[1] else { return d[0] }
      guard let left = d[0] else { return builder.call(.negate, right) }
      return builder.call(.subtract, left, right)
    case .multiply: return sum(d[0].map { times($0, x[1]) }, d[1].map { times(x[0], $0) })
    case .divide:
      // (a / b)′ = (a′ − y · b′) / b.
      let pull = d[1].map { builder.call(.negate, times(y, $0)) }
      return sum(d[0], pull).map { builder.call(.divide, $0, x[1]) }
    default:
      let left = d[0].map { slope in
        let exponent = builder.call(.subtract, x[1], builder.constant(1))
        return times(times(x[1], builder.call(.power, x[0], exponent)), slope)
      }
      let right = d[1].map { slope in
        // At 0 the power is flat however its exponent moves; log would make it NaN.
        let zero = builder.constant(0)
        let isZero = builder.call(.equal, x[0], zero)
        let growth = times(y, builder.call(.log, x[0]))
        return times(builder.call(.select, isZero, zero, growth), slope)
      }
      return sum(left, right)
    }
  }

  /// The first derivative where `x[0] < x[1]`, the second where `x[1] < x[0]`, else half of each.
  private mutating func extreme(_ x: [Int], _ d: [Int?]) -> Int {
    let (left, right) = (orZero(d[0]), orZero(d[1]))
    let half = times(builder.constant(0.5), builder.call(.add, left, right))
    let isRight = builder.call(.less, x[1], x[0])
    let otherwise = builder.call(.select, isRight, right, half)
    return builder.call(.select, builder.call(.less, x[0], x[1]), left, otherwise)
  }

  /// Between the bounds and at them the slope is that of the number, else that of the bound.
  private mutating func clip(_ x: [Int], _ d: [Int?]) -> Int {
    let isBelow = builder.call(.less, x[0], x[1])
    let isAbove = builder.call(.less, x[2], x[0])
    let inside = builder.call(.select, isBelow, orZero(d[1]), orZero(d[0]))
    return builder.call(.select, isAbove, orZero(d[2]), inside)
  }

  private mutating func times(_ a: Int, _ b: Int) -> Int { builder.call(.multiply, a, b) }

  private mutating func sum(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return a ?? b }
    return builder.call(.add, a, b)
  }

  private mutating func orZero(_ part: Int?) -> Int { part ?? builder.constant(0) }
}
