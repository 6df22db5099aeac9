/// Checks a written tag against the value it stands on.
enum YAMLTag {
  private static let core = "tag:yaml.org,2002:"

  /// The node as the tag reads it; the node itself after reporting a tag that does not fit.
  static func check(
    _ tag: String, on node: YAMLNode, written: String, into diagnostics: inout Diagnostics
  ) -> YAMLNode {
    // The tag `!` alone asks for a string.
    let name = tag == "!" ? "str" : tag.hasPrefix(core) ? String(tag.dropFirst(core.count)) : nil
    guard let name, ["str", "int", "float", "bool", "null", "seq", "map"].contains(name) else {
      diagnostics.error(
        "unknown tag `\(DisplayText.escaped(written))`", at: node.span,
        hint: "a model file needs no tags; remove it", code: "tag")
      return node
    }
    if let content = content(of: node, as: name) { return YAMLNode(content, at: node.span) }
    let text = node.scalar.map { "`\(DisplayText.escaped($0.text))`" } ?? node.kind
    diagnostics.error("the tag `!!\(name)` does not fit \(text)", at: node.span, code: "tag")
    return node
  }

  private static func content(of node: YAMLNode, as name: String) -> YAMLNode.Content? {
    switch (node.content, name) {
    case (.sequence, "seq"), (.mapping, "map"): return node.content
    case (.scalar(let scalar), "str"): return .scalar(YAMLScalar(scalar.text, isQuoted: true))
    case (.scalar(let scalar), _):
      let plain = YAMLScalar(scalar.text)
      switch (CoreSchema.read(plain), name) {
      case (.int, "int"), (.float, "float"), (.bool, "bool"), (.null, "null"):
        return .scalar(plain)
      case (.int(let value), "float"): return .scalar(YAMLScalar("\(value).0"))
      default: return nil
      }
    default: return nil
    }
  }
}
