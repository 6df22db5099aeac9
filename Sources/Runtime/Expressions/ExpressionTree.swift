/// A parsed expression or a part of one.
package struct ExpressionTree: Sendable {
  /// The operators that take two numbers, or join two lists or strings.
  package enum Arithmetic: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case power = "**"
  }

  /// The operators that compare two values.
  package enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// What a part can be.
  package indirect enum Kind: Sendable {
    case literal(AttributeValue)
    case name(String)
    case list([ExpressionTree])
    case negated(ExpressionTree)
    case not(ExpressionTree)
    case and(ExpressionTree, ExpressionTree)
    case or(ExpressionTree, ExpressionTree)
    case arithmetic(Arithmetic, ExpressionTree, ExpressionTree)
    /// `a < b <= c`: every neighbour is compared, as in mathematics.
    case comparison(ExpressionTree, [(Comparison, ExpressionTree)])
    case conditional(test: ExpressionTree, then: ExpressionTree, otherwise: ExpressionTree)
    case index(ExpressionTree, ExpressionTree)
    /// The function's name, where that stands, and the arguments.
    case call(String, at: Range<Int>, [ExpressionTree])
  }

  package let kind: Kind
  /// The UTF-8 bytes of the expression's text.
  package let range: Range<Int>
  /// How many parts lie on the longest way down, this one included.
  package let depth: Int

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth = 1 + (kind.parts.map(\.depth).max() ?? 0)
  }

  /// Calls `body` with this part and every part below it.
  package func visit(_ body: (ExpressionTree) -> Void) {
    body(self)
    for part in kind.parts { part.visit(body) }
  }
}

extension ExpressionTree.Kind {
  /// The parts directly below, from left to right.
  package var parts: [ExpressionTree] {
    switch self {
    case .literal, .name: []
    case .list(let elements): elements
    case .negated(let operand), .not(let operand): [operand]
    case .and(let left, let right), .or(let left, let right), .arithmetic(_, let left, let right):
      [left, right]
    case .comparison(let first, let rest): [first] + rest.map { $0.1 }
    case .conditional(let test, let then, let otherwise): [then, test, otherwise]
    case .index(let list, let index): [list, index]
    case .call(_, _, let arguments): arguments
    }
  }
}
