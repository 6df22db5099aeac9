import Runtime

/// Computes the value of a tree, and says what is wrong in the words of the text.
struct ExpressionEvaluator {
  let text: String
  let scope: ExpressionScope

  /// The value of one part.
  func value(of tree: ExpressionTree) throws(ExpressionError) -> AttributeValue {
    switch tree.kind {
    case .literal(let value): return value
    case .name(let name): return try lookUp(name, at: tree.range)
    case .list(let elements): return try bounded(.list(try values(of: elements)), at: tree.range)
    case .negated(let operand): return try negated(operand, at: tree.range)
    case .not(let operand): return .bool(!(try truth(of: operand, for: "not")))
    case .and(let left, let right):
      guard try truth(of: left, for: "and") else { return .bool(false) }
      return .bool(try truth(of: right, for: "and"))
    case .or(let left, let right):
      if try truth(of: left, for: "or") { return .bool(true) }
      return .bool(try truth(of: right, for: "or"))
    case .arithmetic(let sign, let left, let right):
      return try arithmetic(sign, left, right, at: tree.range)
    case .comparison(let first, let rest): return try comparison(first, rest)
    case .conditional(let test, let then, let otherwise):
      return try value(of: try truth(of: test, for: "if") ? then : otherwise)
    case .index(let list, let index): return try element(of: list, index, at: tree.range)
    case .call(let name, let place, let arguments):
      let function = try ExpressionFunction(named: name, at: place)
      return try call(function, arguments, at: tree.range)
    }
  }

  private func values(of trees: [ExpressionTree]) throws(ExpressionError) -> [AttributeValue] {
    var values: [AttributeValue] = []
    for tree in trees { values.append(try value(of: tree)) }
    return values
  }

  /// The user's own text of a part, for messages.
  private func source(_ tree: ExpressionTree) -> String {
    String(decoding: Array(text.utf8)[tree.range], as: UTF8.self)
  }

  /// A part with its value, such as "`num_conv` is a list".
  private func described(_ tree: ExpressionTree, _ value: AttributeValue) -> String {
    let article = value.kind == "int" ? "an" : "a"
    guard case .literal = tree.kind else { return "`\(source(tree))` is \(article) \(value.kind)" }
    return "`\(value)` is \(article) \(value.kind)"
  }

  private func bounded(
    _ value: AttributeValue, at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    if case .string(let text) = value, text.utf8.count > ExpressionLimits.stringBytes {
      throw ExpressionError(
        "this text is longer than \(ExpressionLimits.stringBytes) bytes", range)
    }
    if value.elementCount > ExpressionLimits.elements {
      throw ExpressionError(
        "this list has more than \(ExpressionLimits.elements) elements", range)
    }
    return value
  }

  private func lookUp(
    _ name: String, at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    if let value = scope.values[name] { return value }
    if scope.tensors.contains(name) {
      throw ExpressionError(
        "`\(name)` is a tensor: its numbers are known only when the graph runs", range,
        hint: "an expression can use parameters, loop variables and `dim(\(name), axis)`",
        code: "tensor-in-expression")
    }
    let nearest = NearestName.of(name, in: scope.values.keys.sorted())
    throw ExpressionError(
      "there is no parameter `\(name)`", range,
      hint: nearest.map { "did you mean `\($0)`?" } ?? "for a text write '\(name)' in quotes",
      code: "unknown-parameter")
  }

  private func truth(
    of tree: ExpressionTree, for word: String
  ) throws(ExpressionError) -> Bool {
    let value = try value(of: tree)
    guard case .bool(let truth) = value else {
      throw ExpressionError(
        "`\(word)` wants true or false, but \(described(tree, value))", tree.range)
    }
    return truth
  }

  private func negated(
    _ operand: ExpressionTree, at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    let value = try value(of: operand)
    switch value {
    case .int(let number):
      let (result, overflow) = Int(0).subtractingReportingOverflow(number)
      if overflow { throw ExpressionError("`-\(number)` is too large for an int", range) }
      return .int(result)
    case .float(let number): return .float(-number)
    default:
      throw ExpressionError(
        "`-` wants a number, but \(described(operand, value))", operand.range)
    }
  }

  private func arithmetic(
    _ sign: ExpressionTree.Arithmetic, _ left: ExpressionTree, _ right: ExpressionTree,
    at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    let (a, b) = (try value(of: left), try value(of: right))
    if let result = try ExpressionArithmetic.value(sign, a, b, at: range) {
      return try bounded(result, at: range)
    }
    let wanted = sign == .add ? "two numbers, two texts or two lists" : "two numbers"
    let reason =
      Double(attribute: a) != nil
      ? described(right, b)
      : Double(attribute: b) != nil || sign != .add
        ? described(left, a) : described(left, a) + " and " + described(right, b)
    let isQuotedNumber = [a, b].contains { value in
      if case .string(let text) = value { Double(text) != nil } else { false }
    }
    throw ExpressionError(
      "`\(sign.rawValue)` wants \(wanted), but \(reason)", range,
      hint: isQuotedNumber ? "a number stands without quotes" : nil)
  }

  private func comparison(
    _ first: ExpressionTree, _ rest: [(ExpressionTree.Comparison, ExpressionTree)]
  ) throws(ExpressionError) -> AttributeValue {
    var (left, a) = (first, try value(of: first))
    for (comparison, right) in rest {
      let b = try value(of: right)
      guard let holds = ExpressionArithmetic.holds(comparison, a, b) else {
        let range = left.range.lowerBound..<right.range.upperBound
        throw ExpressionError(
          "`\(comparison.rawValue)` cannot compare these: \(described(left, a)) and "
            + described(right, b), range)
      }
      if !holds { return .bool(false) }
      (left, a) = (right, b)
    }
    return .bool(true)
  }

  private func element(
    of list: ExpressionTree, _ index: ExpressionTree, at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    let (value, position) = (try value(of: list), try value(of: index))
    guard case .list(let elements) = value else {
      throw ExpressionError("only a list has elements, but \(described(list, value))", list.range)
    }
    guard case .int(let number) = position else {
      throw ExpressionError(
        "an index is an int, but \(described(index, position))", index.range)
    }
    guard number >= -elements.count, number < elements.count else {
      let count = elements.count == 1 ? "1 element" : "\(elements.count) elements"
      throw ExpressionError(
        "`\(source(list))` has \(count), so it has no element \(number)", index.range,
        hint: "the first is 0, the last is -1")
    }
    return elements[number < 0 ? number + elements.count : number]
  }

  private func call(
    _ function: ExpressionFunction, _ arguments: [ExpressionTree], at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    let name = function.rawValue
    guard function.arity.contains(arguments.count) else {
      throw ExpressionError(
        "`\(name)` does not take \(arguments.count) argument\(arguments.count == 1 ? "" : "s")",
        range, hint: "write \(function.signature)")
    }
    if function == .dim { return try size(arguments[0], arguments[1], at: range) }
    let values = try values(of: arguments)
    if let result = try function.value(of: values, at: range) {
      return try bounded(result, at: range)
    }
    let kinds = zip(arguments, values).map { described($0, $1) }.prefix(3)
    throw ExpressionError(
      "`\(name)` does not take this: \(kinds.joined(separator: ", "))", range,
      hint: "write \(function.signature)")
  }

  /// The size of one axis of a tensor; the tensor is named, not computed.
  private func size(
    _ tensor: ExpressionTree, _ axis: ExpressionTree, at range: Range<Int>
  ) throws(ExpressionError) -> AttributeValue {
    guard case .name(let name) = tensor.kind else {
      throw ExpressionError(
        "`dim` wants the name of a node or an input first", tensor.range,
        hint: "write \(ExpressionFunction.dim.signature)")
    }
    guard let axes = scope.axes[name] else {
      throw scope.tensors.contains(name)
        ? ExpressionError(
          "the sizes of `\(name)` are not known yet here", range,
          hint: "`dim` can be used in a node's attributes")
        : ExpressionError(
          "there is no node or input `\(name)`", tensor.range,
          hint: NearestName.of(name, in: scope.tensors.sorted()).map { "did you mean `\($0)`?" },
          code: "unknown-wire")
    }
    let value = try value(of: axis)
    guard case .int(let number) = value, number >= -axes.count, number < axes.count else {
      throw ExpressionError(
        "`\(name)` has \(axes.count) axes, so it has no axis \(value)", axis.range,
        hint: "the first is 0, the last is -1")
    }
    switch axes[number < 0 ? number + axes.count : number] {
    case .size(let size): return .int(size)
    case .symbol(let symbol):
      throw ExpressionError(
        "axis \(number) of `\(name)` is \(symbol), which each batch decides anew", range,
        hint: "only the size of a fixed axis is known")
    }
  }
}

extension AttributeValue {
  /// How many values a list holds, those of inner lists and the lists themselves included.
  var elementCount: Int {
    guard case .list(let elements) = self else { return 0 }
    return elements.reduce(0) { $0 + 1 + $1.elementCount }
  }
}
