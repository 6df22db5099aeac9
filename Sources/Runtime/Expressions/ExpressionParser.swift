/// Builds the tree of an expression, with Python's precedence.
package struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var position = 0
  private var nesting = 0

  private init(_ tokens: [ExpressionToken]) { self.tokens = tokens }

  /// The tree of `text`.
  package static func parse(_ text: String) throws(ExpressionError) -> ExpressionTree {
    var parser = ExpressionParser(try ExpressionLexer.tokens(of: text))
    if parser.current.kind == .end {
      throw ExpressionError("an expression is missing here", parser.current.range)
    }
    let tree = try parser.expression()
    guard parser.current.kind == .end else { throw parser.unexpected("the end or an operator") }
    return tree
  }

  private var current: ExpressionToken { tokens[position] }

  /// The sign or word before the current one.
  private var wordBefore: String? {
    guard position > 0 else { return nil }
    switch tokens[position - 1].kind {
    case .word(let text), .symbol(let text): return text
    case .literal, .end: return nil
    }
  }

  private func unexpected(_ wanted: String) -> ExpressionError {
    switch current.kind {
    case .end:
      ExpressionError(
        "the expression ends where \(wanted) should be", current.range,
        hint: wordBefore.map { "nothing stands behind `\($0)`" })
    case .literal(.string(let text)):
      ExpressionError("found the text '\(text)' where \(wanted) should be", current.range)
    case .literal(let value):
      ExpressionError("found `\(value)` where \(wanted) should be", current.range)
    case .word(let text), .symbol(let text):
      ExpressionError("found `\(text)` where \(wanted) should be", current.range)
    }
  }

  private mutating func take(symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard current.kind == .word(word) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ symbol: String) throws(ExpressionError) {
    if !take(symbol: symbol) { throw unexpected("`\(symbol)`") }
  }

  /// A part that starts at byte `start` and ends with the last token taken.
  private func node(
    _ kind: ExpressionTree.Kind, from start: Int
  ) throws(ExpressionError) -> ExpressionTree {
    let range = start..<(position > 0 ? tokens[position - 1].range.upperBound : start)
    let tree = ExpressionTree(kind, range)
    guard tree.depth <= ExpressionLimits.depth else {
      throw ExpressionError(
        "this expression has more than \(ExpressionLimits.depth) operations that depend on "
          + "each other", range, hint: "give a part of it a name under `params`",
        code: ExpressionError.tooDeep)
    }
    return tree
  }

  /// Runs `rule` one level deeper.
  private mutating func nested(
    _ rule: (inout ExpressionParser) throws(ExpressionError) -> ExpressionTree
  ) throws(ExpressionError) -> ExpressionTree {
    guard nesting < ExpressionLimits.nesting else {
      throw ExpressionError(
        "this expression nests deeper than \(ExpressionLimits.nesting) levels", current.range,
        hint: "give a part of it a name under `params`",
        code: ExpressionError.tooDeep)
    }
    nesting += 1
    defer { nesting -= 1 }
    return try rule(&self)
  }

  private mutating func expression() throws(ExpressionError) -> ExpressionTree {
    try nested { (parser) throws(ExpressionError) in try parser.conditional() }
  }

  private mutating func conditional() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    let then = try disjunction()
    guard take(word: "if") else { return then }
    let test = try disjunction()
    guard take(word: "else") else { throw unexpected("`else`") }
    let otherwise = try expression()
    return try node(.conditional(test: test, then: then, otherwise: otherwise), from: start)
  }

  private mutating func disjunction() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    var left = try conjunction()
    while take(word: "or") {
      let right = try conjunction()
      left = try node(.or(left, right), from: start)
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    var left = try inversion()
    while take(word: "and") {
      let right = try inversion()
      left = try node(.and(left, right), from: start)
    }
    return left
  }

  private mutating func inversion() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    guard take(word: "not") else { return try comparison() }
    let operand = try nested { (parser) throws(ExpressionError) in try parser.inversion() }
    return try node(.not(operand), from: start)
  }

  private mutating func comparison() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    let first = try sum()
    var rest: [(ExpressionTree.Comparison, ExpressionTree)] = []
    while case .symbol(let symbol) = current.kind,
      let comparison = ExpressionTree.Comparison(rawValue: symbol)
    {
      position += 1
      rest.append((comparison, try sum()))
    }
    return rest.isEmpty ? first : try node(.comparison(first, rest), from: start)
  }

  private mutating func takeArithmetic(
    _ allowed: [ExpressionTree.Arithmetic]
  ) -> ExpressionTree.Arithmetic? {
    guard case .symbol(let symbol) = current.kind,
      let found = ExpressionTree.Arithmetic(rawValue: symbol), allowed.contains(found)
    else { return nil }
    position += 1
    return found
  }

  private mutating func sum() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    var left = try term()
    while let sign = takeArithmetic([.add, .subtract]) {
      let right = try term()
      left = try node(.arithmetic(sign, left, right), from: start)
    }
    return left
  }

  private mutating func term() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    var left = try factor()
    while let sign = takeArithmetic([.multiply, .divide, .floorDivide, .remainder]) {
      let right = try factor()
      left = try node(.arithmetic(sign, left, right), from: start)
    }
    return left
  }

  private mutating func factor() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    guard take(symbol: "-") else { return try power() }
    let operand = try nested { (parser) throws(ExpressionError) in try parser.factor() }
    return try node(.negated(operand), from: start)
  }

  private mutating func power() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    let base = try element()
    guard takeArithmetic([.power]) != nil else { return base }
    let exponent = try nested { (parser) throws(ExpressionError) in try parser.factor() }
    return try node(.arithmetic(.power, base, exponent), from: start)
  }

  private mutating func element() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    var tree = try atom()
    while take(symbol: "[") {
      let index = try expression()
      try expect("]")
      tree = try node(.index(tree, index), from: start)
    }
    return tree
  }

  private mutating func atom() throws(ExpressionError) -> ExpressionTree {
    let start = current.range.lowerBound
    switch current.kind {
    case .literal(let value):
      position += 1
      return try node(.literal(value), from: start)
    case .word(let word) where !ExpressionToken.reservedWords.contains(word):
      let token = current
      position += 1
      guard take(symbol: "(") else { return try node(.name(word), from: start) }
      let arguments = try items(until: ")")
      return try node(.call(word, at: token.range, arguments), from: start)
    case .symbol("("):
      position += 1
      let inner = try expression()
      try expect(")")
      return try node(inner.kind, from: start)
    case .symbol("["):
      position += 1
      let elements = try items(until: "]")
      return try node(.list(elements), from: start)
    default:
      throw unexpected("a value")
    }
  }

  /// Expressions separated by commas, up to and with `close`.
  private mutating func items(until close: String) throws(ExpressionError) -> [ExpressionTree] {
    var items: [ExpressionTree] = []
    while !take(symbol: close) {
      items.append(try expression())
      if take(symbol: close) { break }
      if !take(symbol: ",") { throw unexpected("`,` or `\(close)`") }
    }
    return items
  }
}
