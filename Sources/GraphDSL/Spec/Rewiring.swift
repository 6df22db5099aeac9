/// Replaces a node's name where other nodes read it.
///
/// Without the ops' schemas a string that equals the name counts as a wire in every key of a call
/// that may name an operand, so that `logits: logits` follows an edit too.
enum Rewiring {
  /// Keys of a call whose values are never wires.
  private static let literals: Set<String> = ["op", "if", "for", "index", "formula"]

  /// `node` reading `new` wherever it read `old`; `count` grows by the number of replacements.
  static func replace(
    _ old: String, with new: String, in node: YAMLNode, count: inout Int
  ) -> YAMLNode {
    guard let entries = node.entries else { return node }
    let isCall = entries.contains { $0.key.value == "op" }
    let changed = entries.map { entry -> YAMLEntry in
      let value: YAMLNode
      switch entry.key.value {
      case "from": value = wires(old, new, entry.value, &count)
      case "else": value = wire(old, new, entry.value, &count)
      case "do": value = body(old, new, entry.value, &count)
      case let key where isCall && !literals.contains(key):
        value = wire(old, new, entry.value, &count)
      default: value = entry.value
      }
      return YAMLEntry(entry.key, value)
    }
    return YAMLNode(.mapping(changed), at: node.span)
  }

  private static func body(
    _ old: String, _ new: String, _ node: YAMLNode, _ count: inout Int
  ) -> YAMLNode {
    // A sibling of the same name hides the outer node.
    guard let entries = node.entries, !entries.contains(where: { $0.key.value == old }) else {
      return node
    }
    var replaced = 0
    let changed = entries.map {
      YAMLEntry($0.key, replace(old, with: new, in: $0.value, count: &replaced))
    }
    count += replaced
    return YAMLNode(.mapping(changed), at: node.span)
  }

  private static func wires(
    _ old: String, _ new: String, _ node: YAMLNode, _ count: inout Int
  ) -> YAMLNode {
    var replaced = 0
    defer { count += replaced }
    switch node.content {
    case .scalar: return wire(old, new, node, &replaced)
    case .sequence(let elements):
      return YAMLNode(.sequence(elements.map { wire(old, new, $0, &replaced) }), at: node.span)
    case .mapping(let entries):
      let changed = entries.map { YAMLEntry($0.key, wire(old, new, $0.value, &replaced)) }
      return YAMLNode(.mapping(changed), at: node.span)
    }
  }

  private static func wire(
    _ old: String, _ new: String, _ node: YAMLNode, _ count: inout Int
  ) -> YAMLNode {
    guard let scalar = node.scalar, scalar.text == old else { return node }
    count += 1
    return YAMLNode(.scalar(YAMLScalar(new, isQuoted: scalar.isQuoted)), at: node.span)
  }
}
