import Kernels

extension Formula {
  /// Reads a formula such as `x * sigmoid(1.702 * x)`; the grammar is that of `$` expressions.
  ///
  /// - Parameters:
  ///   - text: The formula.
  ///   - operands: The names that it can use, in the order of the operands.
  /// - Throws: ``FormulaError`` at the part of the text that is wrong.
  public init(_ text: String, operands: [String]) throws(FormulaError) {
    let tree: ExpressionTree
    do { tree = try ExpressionParser.parse(text) } catch { throw FormulaError(error) }
    var reader = FormulaReader(operands)
    let result = try reader.part(tree)
    self.init(nodes: reader.builder.nodes, results: [result], operands: operands)
    let used = Set(usedOperands)
    if let unused = operands.indices.first(where: { !used.contains($0) }) {
      let isMentioned = reader.mentioned.contains(unused)
      throw FormulaError(
        isMentioned
          ? "the formula's value does not depend on `\(operands[unused])`"
          : "the formula does not use `\(operands[unused])`", nil, unused: unused)
    }
  }
}

/// Why a text is no formula.
public struct FormulaError: Error, Sendable, Equatable {
  /// What is wrong, in one sentence with the user's own names.
  public let message: String
  /// The UTF-8 bytes of the text that are to blame; nil where an operand is.
  public let range: Range<Int>?
  /// The operand that nothing uses.
  public let unusedOperand: Int?
  /// One thing to try.
  public let hint: String?
  /// A name that does not exist, and those that do.
  public let misspelling: Misspelling?

  init(
    _ message: String, _ range: Range<Int>?, hint: String? = nil, misspelling: Misspelling? = nil,
    unused: Int? = nil
  ) {
    (self.message, self.range, self.hint) = (message, range, hint)
    (self.misspelling, unusedOperand) = (misspelling, unused)
  }

  /// A mistake in the grammar, which formulas share with expressions.
  init(_ error: ExpressionError) {
    let hint: String? =
      switch error.code {
      case ExpressionError.dollar: "in a formula a parameter is written `${name}`"
      case ExpressionError.tooDeep: "compute a part of it in a node of its own"
      default: error.hint
      }
    self.init(error.message, error.range, hint: hint)
  }
}

/// Makes a formula's parts of an expression's tree.
private struct FormulaReader {
  private let operands: [String]
  var builder = FormulaBuilder()
  /// The operands that the text names.
  private(set) var mentioned: Set<Int> = []

  init(_ operands: [String]) { self.operands = operands }

  mutating func part(_ tree: ExpressionTree) throws(FormulaError) -> Int {
    switch tree.kind {
    case .literal(let value): return try constant(value, tree.range)
    case .name(let name): return try operand(name, tree.range)
    case .negated(let operand): return builder.call(.negate, try part(operand))
    case .arithmetic(let sign, let left, let right):
      return try arithmetic(sign, left, right, tree.range)
    case .not(let operand):
      return builder.call(.equal, try part(operand), builder.constant(0))
    case .and(let left, let right):
      return builder.call(.multiply, try truth(left), try truth(right))
    case .or(let left, let right):
      return builder.call(.max, try truth(left), try truth(right))
    case .comparison(let first, let rest): return try comparison(first, rest)
    case .conditional(let test, let then, let otherwise):
      let (test, then) = (try part(test), try part(then))
      return builder.call(.select, test, then, try part(otherwise))
    case .call(let name, let place, let arguments):
      return try call(name, place, arguments, tree.range)
    case .list, .index:
      throw FormulaError("a formula has no lists", tree.range)
    }
  }

  private mutating func constant(
    _ value: AttributeValue, _ range: Range<Int>
  ) throws(FormulaError) -> Int {
    if case .bool(let isTrue) = value { return builder.constant(isTrue ? 1 : 0) }
    guard let number = Double(attribute: value) else {
      throw FormulaError("a formula has no texts", range)
    }
    guard Float(number).isFinite else {
      throw FormulaError("`\(value)` is too large for f32", range)
    }
    return builder.constant(number)
  }

  private mutating func operand(
    _ name: String, _ range: Range<Int>
  ) throws(FormulaError) -> Int {
    if let index = operands.firstIndex(of: name) {
      mentioned.insert(index)
      return builder.operand(index)
    }
    if name == "pi" { return builder.constant(.pi) }
    if let function = FormulaFunction(rawValue: name) {
      throw FormulaError(
        "`\(name)` is a function", range, hint: "write \(function.signature)")
    }
    let list = operands.map { "`\($0)`" }.joined(separator: ", ")
    throw FormulaError(
      "the formula has no operand `\(name)`", range, hint: "it reads \(list)",
      misspelling: Misspelling(name: name, known: operands + ["pi"]))
  }

  private mutating func arithmetic(
    _ sign: ExpressionTree.Arithmetic, _ left: ExpressionTree, _ right: ExpressionTree,
    _ range: Range<Int>
  ) throws(FormulaError) -> Int {
    let operation: FormulaOperation
    switch sign {
    case .add: operation = .add
    case .subtract: operation = .subtract
    case .multiply: operation = .multiply
    case .divide: operation = .divide
    case .power: operation = .power
    case .floorDivide, .remainder:
      throw FormulaError("a formula has no `\(sign.rawValue)`", range)
    }
    let first = try part(left)
    return builder.call(operation, first, try part(right))
  }

  /// A part as 1 or 0.
  private mutating func truth(_ tree: ExpressionTree) throws(FormulaError) -> Int {
    let value = try part(tree)
    switch tree.kind {
    case .comparison, .not, .and, .or: return value
    default: return builder.call(.notEqual, value, builder.constant(0))
    }
  }

  private mutating func comparison(
    _ first: ExpressionTree, _ rest: [(ExpressionTree.Comparison, ExpressionTree)]
  ) throws(FormulaError) -> Int {
    var left = try part(first)
    var result: Int?
    for (comparison, tree) in rest {
      let right = try part(tree)
      let holds =
        switch comparison {
        case .equal: builder.call(.equal, left, right)
        case .notEqual: builder.call(.notEqual, left, right)
        case .less: builder.call(.less, left, right)
        case .lessOrEqual: builder.call(.lessOrEqual, left, right)
        case .greater: builder.call(.less, right, left)
        case .greaterOrEqual: builder.call(.lessOrEqual, right, left)
        }
      result = result.map { builder.call(.multiply, $0, holds) } ?? holds
      left = right
    }
    return result ?? left
  }

  private mutating func call(
    _ name: String, _ place: Range<Int>, _ arguments: [ExpressionTree], _ range: Range<Int>
  ) throws(FormulaError) -> Int {
    guard let function = FormulaFunction(rawValue: name) else {
      let names = FormulaFunction.allCases.map(\.rawValue)
      throw FormulaError(
        operands.contains(name)
          ? "`\(name)` is an operand, not a function" : "there is no function `\(name)`", place,
        hint: operands.contains(name)
          ? "to multiply write `*`" : "the functions are \(names.joined(separator: ", "))",
        misspelling: operands.contains(name) ? nil : Misspelling(name: name, known: names))
    }
    guard function.arity.contains(arguments.count) else {
      let count = arguments.count == 1 ? "1 argument" : "\(arguments.count) arguments"
      throw FormulaError(
        "`\(name)` does not take \(count)", range, hint: "write \(function.signature)")
    }
    var parts: [Int] = []
    for argument in arguments { parts.append(try part(argument)) }
    return function.part(of: parts, in: &builder)
  }
}
