import Runtime

/// The functions that an expression can call.
enum ExpressionFunction: String, CaseIterable, Sendable {
  case len, min, max, sum, ceil, floor, round, range, dim

  /// The function called `name`.
  ///
  /// - Throws: ``ExpressionError`` at `place` when there is none.
  init(named name: String, at place: Range<Int>) throws(ExpressionError) {
    guard let function = ExpressionFunction(rawValue: name) else {
      let all = ExpressionFunction.allCases.map(\.rawValue)
      let nearest = NearestName.of(name, in: all)
      throw ExpressionError(
        "there is no function `\(name)`", place,
        hint: nearest.map { "did you mean `\($0)`?" }
          ?? "the functions are \(all.joined(separator: ", "))")
    }
    self = function
  }

  /// How it is called, for messages.
  var signature: String {
    switch self {
    case .len: "len(list or text)"
    case .min: "min(a, b, …) or min(list)"
    case .max: "max(a, b, …) or max(list)"
    case .sum: "sum(list)"
    case .ceil: "ceil(number)"
    case .floor: "floor(number)"
    case .round: "round(number)"
    case .range: "range(stop), range(start, stop) or range(start, stop, step)"
    case .dim: "dim(tensor, axis)"
    }
  }

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .len, .sum, .ceil, .floor, .round: 1...1
    case .min, .max: 1...ExpressionLimits.elements
    case .range: 1...3
    case .dim: 2...2
    }
  }
}

extension ExpressionFunction {
  /// Computes the value for `arguments`, whose number is right.
  ///
  /// - Parameters:
  ///   - arguments: The values, from left to right.
  ///   - place: The bytes of the call, for errors.
  /// - Returns: The value, or nil when the types are wrong.
  /// - Throws: ``ExpressionError`` when the types are right but there is no value.
  func value(
    of arguments: [AttributeValue], at place: Range<Int>
  ) throws(ExpressionError) -> AttributeValue? {
    switch self {
    case .len: return Self.length(arguments[0])
    case .min: return try extreme(of: arguments, at: place) { $0 < $1 }
    case .max: return try extreme(of: arguments, at: place) { $1 < $0 }
    case .sum: return try Self.sum(arguments[0], at: place)
    case .ceil: return try Self.rounded(arguments[0], .up, at: place)
    case .floor: return try Self.rounded(arguments[0], .down, at: place)
    // Halves go away from zero, as school teaches.
    case .round: return try Self.rounded(arguments[0], .toNearestOrAwayFromZero, at: place)
    case .range: return try Self.range(arguments, at: place)
    case .dim: return nil
    }
  }

  private static func length(_ value: AttributeValue) -> AttributeValue? {
    switch value {
    case .list(let elements): .int(elements.count)
    case .string(let text): .int(text.count)
    default: nil
    }
  }

  private func extreme(
    of arguments: [AttributeValue], at place: Range<Int>,
    isBetter: (Double, Double) -> Bool
  ) throws(ExpressionError) -> AttributeValue? {
    var candidates = arguments
    if arguments.count == 1 {
      guard case .list(let elements) = arguments[0] else { return nil }
      candidates = elements
      if elements.isEmpty {
        throw ExpressionError("an empty list has no \(self == .min ? "least" : "greatest")", place)
      }
    }
    var best = candidates[0]
    for candidate in candidates {
      guard let number = Double(attribute: candidate), let least = Double(attribute: best) else {
        return nil
      }
      if isBetter(number, least) { best = candidate }
    }
    return best
  }

  private static func sum(
    _ value: AttributeValue, at place: Range<Int>
  ) throws(ExpressionError) -> AttributeValue? {
    guard case .list(let elements) = value else { return nil }
    var total = AttributeValue.int(0)
    for element in elements {
      guard Double(attribute: element) != nil else { return nil }
      guard let next = try ExpressionArithmetic.value(.add, total, element, at: place) else {
        return nil
      }
      total = next
    }
    return total
  }

  private static func rounded(
    _ value: AttributeValue, _ rule: FloatingPointRoundingRule, at place: Range<Int>
  ) throws(ExpressionError) -> AttributeValue? {
    switch value {
    case .int: return value
    case .float(let number):
      guard let whole = Int(exactly: number.rounded(rule)) else {
        throw ExpressionError("`\(value)` is too large for an int", place)
      }
      return .int(whole)
    default: return nil
    }
  }

  private static func range(
    _ arguments: [AttributeValue], at place: Range<Int>
  ) throws(ExpressionError) -> AttributeValue? {
    let numbers = arguments.compactMap(Int.init(attribute:))
    guard numbers.count == arguments.count else { return nil }
    let start = numbers.count > 1 ? numbers[0] : 0
    let stop = numbers.count > 1 ? numbers[1] : numbers[0]
    let step = numbers.count > 2 ? numbers[2] : 1
    guard step != 0 else {
      throw ExpressionError("a range cannot have a step of 0", place)
    }
    var values: [AttributeValue] = []
    var next = start
    while step > 0 ? next < stop : next > stop {
      guard values.count < ExpressionLimits.elements else {
        throw ExpressionError(
          "this range has more than \(ExpressionLimits.elements) elements", place)
      }
      values.append(.int(next))
      let (sum, overflow) = next.addingReportingOverflow(step)
      if overflow { break }
      next = sum
    }
    return .list(values)
  }
}
