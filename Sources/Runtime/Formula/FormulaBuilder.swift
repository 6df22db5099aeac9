import Kernels

/// Puts a formula together part by part.
///
/// Equal parts become one, so nothing is computed twice. Simplifications keep what IEEE arithmetic
/// gives, up to the last bits and the sign of zero: constants are computed in double precision, neutral
/// elements disappear, signs move outwards and small whole powers become products. `0 · x` stays.
struct FormulaBuilder {
  private(set) var nodes: [FormulaNode]
  private var places: [FormulaNode: Int] = [:]

  /// A builder that goes on from the parts of a formula.
  init(_ nodes: [FormulaNode] = []) {
    self.nodes = nodes
    for (index, node) in nodes.enumerated() { places[node] = index }
  }

  /// The part for a number.
  mutating func constant(_ number: Double) -> Int { append(.constant(number)) }

  /// The part for an operand.
  mutating func operand(_ index: Int) -> Int { append(.operand(index)) }

  /// The part that computes `operation` of other parts, or a simpler one of the same value.
  mutating func call(_ operation: FormulaOperation, _ inputs: Int...) -> Int {
    call(operation, inputs)
  }

  /// The part that computes `operation` of other parts, or a simpler one of the same value.
  mutating func call(_ operation: FormulaOperation, _ inputs: [Int]) -> Int {
    let numbers = inputs.map(number)
    let known = numbers.compactMap { $0 }
    if known.count == inputs.count { return constant(operation.value(of: known)) }
    if let simpler = simplified(operation, inputs, numbers) { return simpler }
    var inputs = inputs
    let isSymmetric = operation == .add || operation == .multiply || operation == .equal
    if isSymmetric, inputs[0] > inputs[1] { inputs.swapAt(0, 1) }
    return append(.call(operation, inputs))
  }

  /// The number of a part that is a constant.
  func number(_ part: Int) -> Double? {
    if case .constant(let number) = nodes[part] { number } else { nil }
  }

  private mutating func append(_ node: FormulaNode) -> Int {
    if let place = places[node] { return place }
    nodes.append(node)
    places[node] = nodes.count - 1
    return nodes.count - 1
  }

  /// What a part negates, if it does.
  private func negated(_ part: Int) -> Int? {
    if case .call(.negate, let inputs) = nodes[part] { inputs[0] } else { nil }
  }

  private mutating func simplified(
    _ operation: FormulaOperation, _ x: [Int], _ numbers: [Double?]
  ) -> Int? {
    switch operation {
    case .negate: return negated(x[0])
    case .add: return sum(x, numbers)
    case .subtract: return difference(x, numbers)
    case .multiply: return product(x, numbers)
    case .divide:
      if numbers[1] == 1 { return x[0] }
      guard let inner = negated(x[0]) else { return nil }
      return call(.negate, call(.divide, inner, x[1]))
    case .power: return numbers[1].flatMap { power(x[0], $0) }
    case .select:
      if let condition = numbers[0] { return condition != 0 ? x[1] : x[2] }
      return x[1] == x[2] ? x[1] : nil
    default: return nil
    }
  }

  private mutating func sum(_ x: [Int], _ numbers: [Double?]) -> Int? {
    if numbers[0] == 0 { return x[1] }
    if numbers[1] == 0 { return x[0] }
    if let inner = negated(x[1]) { return call(.subtract, x[0], inner) }
    if let inner = negated(x[0]) { return call(.subtract, x[1], inner) }
    return nil
  }

  private mutating func difference(_ x: [Int], _ numbers: [Double?]) -> Int? {
    if numbers[0] == 0 { return call(.negate, x[1]) }
    if numbers[1] == 0 { return x[0] }
    return negated(x[1]).map { call(.add, x[0], $0) }
  }

  private mutating func product(_ x: [Int], _ numbers: [Double?]) -> Int? {
    for (side, other) in [(0, 1), (1, 0)] {
      if numbers[side] == 1 { return x[other] }
      if numbers[side] == -1 { return call(.negate, x[other]) }
      if let number = numbers[side] {
        if let inner = negated(x[other]) { return call(.multiply, constant(-number), inner) }
        if let joined = joined(number, x[other]) { return joined }
      }
      // a · (1 / b) = a / b.
      if case .call(.divide, let inner) = nodes[x[other]], number(inner[0]) == 1 {
        return call(.divide, x[side], inner[1])
      }
      if let inner = negated(x[side]) { return call(.negate, call(.multiply, inner, x[other])) }
    }
    return x[0] == x[1] ? call(.square, x[0]) : nil
  }

  /// `number · (c · x)` as one product, where it stays far from the ends of single precision.
  private mutating func joined(_ number: Double, _ part: Int) -> Int? {
    guard case .call(.multiply, let inputs) = nodes[part] else { return nil }
    for (side, other) in [(0, 1), (1, 0)] {
      guard let factor = self.number(inputs[side]) else { continue }
      let product = (number * factor).magnitude
      guard product > 1e-20, product < 1e20 else { return nil }
      return call(.multiply, constant(number * factor), inputs[other])
    }
    return nil
  }

  /// A power with a small whole exponent or ±1/2 as products, quotients and roots.
  private mutating func power(_ base: Int, _ exponent: Double) -> Int? {
    switch exponent {
    case 0: return constant(1)
    case 1: return base
    case 2: return call(.square, base)
    case 0.5: return call(.sqrt, base)
    case -8..<0 where exponent == exponent.rounded() || exponent == -0.5:
      guard let inverse = power(base, -exponent) else { return nil }
      return call(.divide, constant(1), inverse)
    case 3...8 where exponent == exponent.rounded():
      let whole = Int(exponent)
      guard let half = power(base, Double(whole / 2)) else { return nil }
      let square = call(.square, half)
      return whole.isMultiple(of: 2) ? square : call(.multiply, square, base)
    default: return nil
    }
  }
}
