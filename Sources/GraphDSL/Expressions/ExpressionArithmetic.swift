import Foundation
import Runtime

/// What the operators do to two values; the caller words what went wrong with their types.
enum ExpressionArithmetic {
  /// Applies an operator to `left` and `right`.
  ///
  /// Ints stay ints, except for `/`, which always gives a float; `//` and `%` round down, so that
  /// the remainder has the divisor's sign; `+` also joins two lists or two strings.
  ///
  /// - Parameters:
  ///   - sign: The operator.
  ///   - left: The operand before it.
  ///   - right: The operand after it.
  ///   - place: The bytes of the operation, for errors.
  /// - Returns: The value, or nil when the operator does not take these types.
  /// - Throws: ``ExpressionError`` for a division by zero and for a result that is too large.
  static func value(
    _ sign: ExpressionTree.Arithmetic, _ left: AttributeValue, _ right: AttributeValue,
    at place: Range<Int>
  ) throws(ExpressionError) -> AttributeValue? {
    switch (left, right) {
    case (.int(let a), .int(let b)): return try ints(sign, a, b, at: place)
    case (.int, .float), (.float, .int), (.float, .float):
      guard let a = Double(attribute: left), let b = Double(attribute: right) else { return nil }
      return .float(try floats(sign, a, b, at: place))
    case (.string(let a), .string(let b)) where sign == .add: return .string(a + b)
    case (.list(let a), .list(let b)) where sign == .add: return .list(a + b)
    default: return nil
    }
  }

  private static func ints(
    _ sign: ExpressionTree.Arithmetic, _ a: Int, _ b: Int, at place: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    let result: (partialValue: Int, overflow: Bool)
    switch sign {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .divide: return .float(try floats(sign, Double(a), Double(b), at: place))
    case .power where b < 0: return .float(try floats(sign, Double(a), Double(b), at: place))
    case .power: result = power(a, b)
    case .floorDivide, .remainder:
      guard b != 0 else { throw divisionByZero(place) }
      // The one quotient that does not fit; its remainder is 0.
      if a == .min, b == -1 {
        result = (0, sign == .floorDivide)
      } else {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        let roundsDown = remainder != 0 && (remainder < 0) != (b < 0)
        result =
          sign == .floorDivide
          ? (roundsDown ? quotient - 1 : quotient, false)
          : (roundsDown ? remainder + b : remainder, false)
      }
    }
    guard !result.overflow else {
      throw ExpressionError("`\(a) \(sign.rawValue) \(b)` is too large for an int", place)
    }
    return .int(result.partialValue)
  }

  /// `base ** exponent` by repeated squaring; the exponent is not negative.
  private static func power(_ base: Int, _ exponent: Int) -> (Int, Bool) {
    var (result, square, rest) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        if overflow { return (0, true) }
        result = product
      }
      rest >>= 1
      if rest > 0 {
        let (product, overflow) = square.multipliedReportingOverflow(by: square)
        if overflow { return (0, true) }
        square = product
      }
    }
    return (result, false)
  }

  private static func floats(
    _ sign: ExpressionTree.Arithmetic, _ a: Double, _ b: Double, at place: Range<Int>
  ) throws(ExpressionError) -> Double {
    let divides = [.divide, .floorDivide, .remainder].contains(sign)
    guard !divides || b != 0 else { throw divisionByZero(place) }
    let result =
      switch sign {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      case .divide: a / b
      case .floorDivide: (a / b).rounded(.down)
      case .remainder: a - (a / b).rounded(.down) * b
      case .power: pow(a, b)
      }
    guard result.isFinite || !(a.isFinite && b.isFinite), !result.isNaN else {
      let reason =
        sign == .power && a < 0
        ? "has no real value"
        : sign == .power && a == 0 ? "divides by zero" : "is too large for a float"
      throw ExpressionError("`\(a) \(sign.rawValue) \(b)` \(reason)", place)
    }
    return result
  }

  private static func divisionByZero(_ place: Range<Int>) -> ExpressionError {
    ExpressionError("this divides by zero", place)
  }

  /// Whether two values are equal; numbers by value, so that `1 == 1.0`.
  ///
  /// Nil when their kinds have nothing in common, which is a mistake and not an answer.
  static func areEqual(_ left: AttributeValue, _ right: AttributeValue) -> Bool? {
    if let a = Double(attribute: left), let b = Double(attribute: right) {
      if case (.int, .int) = (left, right) { return left == right }
      return a == b
    }
    guard left.kind == right.kind else { return nil }
    guard case (.list(let a), .list(let b)) = (left, right) else { return left == right }
    return a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) ?? false }
  }

  /// Whether a comparison holds, or nil when it does not take the types of its operands.
  static func holds(
    _ comparison: ExpressionTree.Comparison, _ left: AttributeValue, _ right: AttributeValue
  ) -> Bool? {
    switch comparison {
    case .equal: return areEqual(left, right)
    case .notEqual: return areEqual(left, right).map { !$0 }
    default: break
    }
    if case (.string(let a), .string(let b)) = (left, right) { return ordered(comparison, a, b) }
    if case (.int(let a), .int(let b)) = (left, right) { return ordered(comparison, a, b) }
    guard let a = Double(attribute: left), let b = Double(attribute: right) else { return nil }
    return ordered(comparison, a, b)
  }

  private static func ordered<Value: Comparable>(
    _ comparison: ExpressionTree.Comparison, _ a: Value, _ b: Value
  ) -> Bool {
    switch comparison {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal: a == b
    case .notEqual: a != b
    }
  }
}
