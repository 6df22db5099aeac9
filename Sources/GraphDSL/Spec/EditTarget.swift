/// Walks to the mapping that holds the last name of a path, and rebuilds what lies above it.
struct EditTarget {
  /// The entries that hold, or are to hold, the last name.
  var entries: [YAMLEntry]
  /// Whether they are nodes that read one another: `graph` itself or a `do`.
  let isScope: Bool
  /// Whether they are the elements of a list, under their numbers.
  let isList: Bool

  /// Where the last name stands among the entries; nil when it is new.
  func index(of name: String) -> Int? { entries.firstIndex { $0.key.value == name } }

  /// Applies `change` to the target of `path`.
  ///
  /// - Parameters:
  ///   - path: Where to go.
  ///   - node: The document.
  ///   - verb: What is to be done, for the message.
  ///   - addsNode: Whether a last name that is new belongs into a group's `do`.
  ///   - change: Changes the entries.
  /// - Returns: The document after the change.
  /// - Throws: A problem when a name of the path does not exist, or what `change` throws.
  static func update(
    _ path: EditPath, in node: YAMLNode, verb: String, addsNode: Bool = false,
    _ change: (inout EditTarget) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> YAMLNode {
    let walk = Walk(path: path, verb: verb, addsNode: addsNode)
    return try walk.update(node, 0, isScope: false, change)
  }

  /// A problem: `part` of `path` names nothing.
  static func missing(
    _ part: EditPath.Part, of path: EditPath, verb: String, among names: [String]
  ) -> Diagnostic {
    let name = DisplayText.escaped(part.name)
    let what =
      path.isBare ? "no parameter is called `\(name)`" : "nothing called `\(name)` to \(verb)"
    let known = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    let rest =
      path.isBare
      ? "a path to anything else has a dot, such as `train.steps`"
      : names.isEmpty ? nil : "it has \(known)\(names.count > 12 ? ", …" : "")"
    return Diagnostic(
      "`\(path.text)`: \(what)", at: part.span,
      hint: NearestName.hint(part.name, in: names) ?? rest, code: "unknown-path")
  }
}

/// The recursion of ``EditTarget``.
private struct Walk {
  let path: EditPath
  let verb: String
  let addsNode: Bool

  func update(
    _ node: YAMLNode, _ level: Int, isScope: Bool,
    _ change: (inout EditTarget) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> YAMLNode {
    let part = path.parts[level]
    var target = try open(node, isScope: isScope, part)
    let isLast = level == path.parts.count - 1
    if let group = target.index(of: "do"), let inner = target.entries[group].value.entries,
      target.index(of: part.name) == nil
    {
      let isInside = inner.contains { $0.key.value == part.name }
      if isInside || isLast && addsNode {
        let body = try update(target.entries[group].value, level, isScope: true, change)
        target.entries[group] = YAMLEntry(target.entries[group].key, body)
        return close(target, node)
      }
    }
    if isLast {
      try change(&target)
      return close(target, node)
    }
    guard let index = target.index(of: part.name) else {
      throw EditTarget.missing(part, of: path, verb: verb, among: names(target))
    }
    let entry = target.entries[index]
    let holdsNodes = level == 0 && part.name == "graph" || part.name == "do"
    let value = try update(entry.value, level + 1, isScope: holdsNodes, change)
    target.entries[index] = YAMLEntry(entry.key, value)
    return close(target, node)
  }

  private func open(
    _ node: YAMLNode, isScope: Bool, _ part: EditPath.Part
  ) throws(Diagnostic) -> EditTarget {
    switch node.content {
    case .mapping(let entries):
      return EditTarget(entries: entries, isScope: isScope, isList: false)
    case .sequence(let elements):
      let entries = elements.enumerated().map {
        YAMLEntry(Located("\($0.offset)", $0.element.span), $0.element)
      }
      return EditTarget(entries: entries, isScope: false, isList: true)
    case .scalar:
      throw EditTarget.missing(part, of: path, verb: verb, among: [])
    }
  }

  private func close(_ target: EditTarget, _ node: YAMLNode) -> YAMLNode {
    YAMLNode(
      target.isList ? .sequence(target.entries.map(\.value)) : .mapping(target.entries),
      at: node.span)
  }

  private func names(_ target: EditTarget) -> [String] {
    let inner = target.entries.first { $0.key.value == "do" }?.value.entries ?? []
    return (target.entries + inner).map(\.key.value)
  }
}
