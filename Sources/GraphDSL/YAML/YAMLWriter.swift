/// Writes nodes as tidy YAML 1.2 that reads back equal.
///
/// A call or a list that fits in a line is written in brackets, everything else in blocks.
public enum YAMLWriter {
  private static let width = 100

  /// The text of a document, ending with a line break.
  public static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty: mapping(entries, indent: 0)
    case .sequence(let elements) where !elements.isEmpty: sequence(elements, indent: 0)
    default: flow(node) + "\n"
    }
  }

  private static func mapping(_ entries: [YAMLEntry], indent: Int) -> String {
    entries.map { entry in
      let start = String(repeating: " ", count: indent) + key(entry.key.value) + ":"
      return start + value(entry.value, indent: indent, column: start.count)
    }.joined()
  }

  private static func sequence(_ elements: [YAMLNode], indent: Int) -> String {
    elements.map { element in
      let start = String(repeating: " ", count: indent) + "-"
      return start + value(element, indent: indent, column: start.count)
    }.joined()
  }

  /// What follows a key's colon or an element's dash, up to the end of its last line.
  private static func value(_ node: YAMLNode, indent: Int, column: Int) -> String {
    if case .scalar(let scalar) = node.content {
      return " " + self.scalar(scalar, inBrackets: false) + "\n"
    }
    let line = flow(node)
    if isLeaf(node), column + 1 + line.count <= width || isEmpty(node) { return " \(line)\n" }
    switch node.content {
    case .mapping(let entries): return "\n" + mapping(entries, indent: indent + 2)
    case .sequence(let elements): return "\n" + sequence(elements, indent: indent + 2)
    case .scalar: return ""
    }
  }

  /// Whether a collection may stand in brackets: a list or a call of scalars and lists of them.
  private static func isLeaf(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar: true
    case .sequence(let elements): elements.allSatisfy { $0.scalar != nil || isEmpty($0) }
    case .mapping(let entries):
      entries.isEmpty
        || entries.allSatisfy { $0.value.entries == nil && isLeaf($0.value) }
          && entries.contains { ["op", "value", "files", "key", "every"].contains($0.key.value) }
    }
  }

  private static func isEmpty(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar: false
    case .sequence(let elements): elements.isEmpty
    case .mapping(let entries): entries.isEmpty
    }
  }

  private static func flow(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.isEmptyPlain ? "null" : self.scalar(scalar, inBrackets: true)
    case .sequence(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(key($0.key.value)): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  private static func key(_ text: String) -> String {
    CoreSchema.read(plain: text) == .string && text != "<<" && isPlain(text, inBrackets: true)
      ? text : quoted(text)
  }

  private static func scalar(_ scalar: YAMLScalar, inBrackets: Bool) -> String {
    if scalar.isEmptyPlain { return "null" }
    // A quoted number is a string and must stay one; text that needs no quotes loses them.
    let mayBePlain = !scalar.isQuoted || CoreSchema.read(plain: scalar.text) == .string
    return mayBePlain && isPlain(scalar.text, inBrackets: inBrackets)
      ? scalar.text : quoted(scalar.text)
  }

  /// Whether text without quotes reads as itself.
  private static func isPlain(_ text: String, inBrackets: Bool) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      first != " ", last != " ", last != ":",
      !"-?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(first)
        || first == "-" && isNumber(text),
      !text.contains(": "), !text.contains(" #"), text != "---", text != "..."
    else { return false }
    if inBrackets, text.unicodeScalars.contains(where: { ",[]{}?".unicodeScalars.contains($0) }) {
      return false
    }
    return !text.unicodeScalars.contains { DisplayText.isHidden($0) || Confusable.isOddSpace($0) }
  }

  private static func isNumber(_ text: String) -> Bool {
    CoreSchema.read(plain: text) != .string
  }

  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where DisplayText.isHidden(scalar) || Confusable.isOddSpace(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    } + "\""
  }
}

extension YAMLScalar {
  /// Whether nothing is written.
  fileprivate var isEmptyPlain: Bool { text.isEmpty && !isQuoted }
}
