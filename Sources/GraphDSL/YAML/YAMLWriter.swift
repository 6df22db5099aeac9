/// Writes nodes as tidy YAML 1.2 that reads back equal.
///
/// A call or a list that fits in a line is written in brackets, everything else in blocks.
public enum YAMLWriter {
  /// A line of text.
  public struct Line: Sendable {
    /// The text, with its indentation.
    public let text: String
    /// The value that ends the line; nil where it follows on further lines.
    public let value: YAMLNode?
    /// The keys and numbers that lead to it; `do` is left out, as in the paths of edits.
    public let path: [String]
  }

  private static let width = 100

  /// The text of a document, ending with a line break.
  public static func text(_ node: YAMLNode) -> String {
    lines(node).map { $0.text + "\n" }.joined()
  }

  /// The lines of a document.
  ///
  /// - Parameters:
  ///   - node: The document.
  ///   - joins: Whether a collection that fits in a line may stand in one.
  /// - Returns: The lines.
  public static func lines(
    _ node: YAMLNode, joins: (YAMLNode) -> Bool = { _ in true }
  ) -> [Line] {
    isEmpty(node) || node.scalar != nil
      ? [Line(text: flow(node), value: node, path: [])]
      : block(node, indent: 0, path: [], joins)
  }

  private static func block(
    _ node: YAMLNode, indent: Int, path: [String], _ joins: (YAMLNode) -> Bool
  ) -> [Line] {
    let spaces = String(repeating: " ", count: indent)
    switch node.content {
    case .scalar: return []
    case .mapping(let entries):
      return entries.flatMap { entry in
        let name = entry.key.value
        let inner = name == "do" ? path : path + [name]
        return value(entry.value, behind: spaces + key(name) + ":", indent, inner, joins)
      }
    case .sequence(let elements):
      return elements.enumerated().flatMap { index, element in
        value(element, behind: spaces + "-", indent, path + ["\(index)"], joins)
      }
    }
  }

  /// A value behind a key's colon or an element's dash.
  private static func value(
    _ node: YAMLNode, behind lead: String, _ indent: Int, _ path: [String],
    _ joins: (YAMLNode) -> Bool
  ) -> [Line] {
    if case .scalar(let scalar) = node.content {
      let text = "\(lead) \(self.scalar(scalar, inBrackets: false))"
      return [Line(text: text, value: node, path: path)]
    }
    let line = flow(node)
    if isEmpty(node) || isLeaf(node) && lead.count + 1 + line.count <= width && joins(node) {
      return [Line(text: "\(lead) \(line)", value: node, path: path)]
    }
    return [Line(text: lead, value: nil, path: path)]
      + block(node, indent: indent + 2, path: path, joins)
  }

  /// Keys of mappings that people write in one line.
  private static let leafKeys: Set<String> = ["op", "value", "files", "key", "every", "type"]

  /// Whether a collection may stand in brackets: a list or a call of scalars and lists of them.
  private static func isLeaf(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar: true
    case .sequence(let elements): elements.allSatisfy { $0.scalar != nil || isEmpty($0) }
    case .mapping(let entries):
      entries.isEmpty
        || entries.allSatisfy { $0.value.entries == nil && isLeaf($0.value) }
          && entries.contains { leafKeys.contains($0.key.value) }
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
