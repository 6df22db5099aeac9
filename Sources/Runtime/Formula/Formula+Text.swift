import Kernels

extension Formula: CustomStringConvertible {
  /// The formula as a user would write it; parts that are used several times come first, under names.
  ///
  /// Such as `t1 = tanh(a); dy * b * (1 - t1 ** 2)`.
  public var description: String {
    let needed = isNeeded
    var uses = Array(repeating: 0, count: nodes.count)
    for index in nodes.indices where needed[index] {
      for input in nodes[index].inputs { uses[input] += 1 }
    }
    for result in results { uses[result] += 1 }
    var (texts, definitions): ([FormulaPart], [String]) = ([], [])
    for index in nodes.indices {
      let text = needed[index] ? text(of: nodes[index], texts) : FormulaPart("", .atom)
      if uses[index] > 1, case .call(let operation, _) = nodes[index], operation != .negate {
        definitions.append("t\(definitions.count + 1) = \(text.text)")
        texts.append(FormulaPart("t\(definitions.count)", .atom))
      } else {
        texts.append(text)
      }
    }
    let results = results.map { texts[$0].text }.joined(separator: ", ")
    return (definitions + [results]).joined(separator: "; ")
  }

  private func text(of node: FormulaNode, _ texts: [FormulaPart]) -> FormulaPart {
    switch node {
    case .constant(let number): return FormulaPart(number: number)
    case .operand(let index): return FormulaPart(operands[index], .atom)
    case .call(let operation, let inputs):
      let x = inputs.map { texts[$0] }
      switch operation {
      case .negate: return FormulaPart("-" + x[0].inside(.product), .sign)
      case .square: return FormulaPart(x[0].inside(.atom) + " ** 2", .power)
      case .power:
        return FormulaPart("\(x[0].inside(.atom)) ** \(x[1].inside(.power))", .power)
      case .add: return binary(x, "+", .sum, rightLevel: .sum)
      case .subtract: return binary(x, "-", .sum, rightLevel: .product)
      case .multiply:
        // A number stands in front, whatever the order of the parts.
        let isNumber = if case .constant = nodes[inputs[1]] { true } else { false }
        return binary(isNumber ? x.reversed() : x, "*", .product, rightLevel: .product)
      case .divide: return binary(x, "/", .product, rightLevel: .sign)
      case .less: return binary(x, "<", .comparison, rightLevel: .sum, leftLevel: .sum)
      case .lessOrEqual: return binary(x, "<=", .comparison, rightLevel: .sum, leftLevel: .sum)
      case .equal: return binary(x, "==", .comparison, rightLevel: .sum, leftLevel: .sum)
      case .notEqual: return binary(x, "!=", .comparison, rightLevel: .sum, leftLevel: .sum)
      default:
        let arguments = x.map(\.text).joined(separator: ", ")
        return FormulaPart("\(operation.rawValue)(\(arguments))", .atom)
      }
    }
  }

  private func binary(
    _ x: [FormulaPart], _ sign: String, _ level: FormulaPart.Level, rightLevel: FormulaPart.Level,
    leftLevel: FormulaPart.Level? = nil
  ) -> FormulaPart {
    FormulaPart("\(x[0].inside(leftLevel ?? level)) \(sign) \(x[1].inside(rightLevel))", level)
  }
}

/// The text of a part, and what it may stand in without parentheses.
private struct FormulaPart {
  /// What binds stronger comes later.
  enum Level: Int { case comparison, sum, product, sign, power, atom }

  let text: String
  let level: Level

  init(_ text: String, _ level: Level) { (self.text, self.level) = (text, level) }

  init(number: Double) {
    let whole = Int(exactly: number).map(String.init)
    // As many digits as single precision has.
    self.init(whole ?? "\(Float(number))", number < 0 ? .sign : .atom)
  }

  func inside(_ least: Level) -> String { level.rawValue < least.rawValue ? "(\(text))" : text }
}
