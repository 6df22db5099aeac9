/// Takes nodes out of a chain of siblings and puts them in, without breaking it.
enum NodeChain {
  /// A name whose readers are to read another one.
  struct Gap {
    let old: String
    /// What they read instead; nil when there is no single such node.
    let new: String?
  }

  /// Removes the node at `index`; its readers among its siblings read what it read.
  ///
  /// - Parameters:
  ///   - index: Which node.
  ///   - entries: It and its siblings.
  ///   - outer: What the first sibling reads when it does not say.
  ///   - span: Where the edit is written.
  /// - Returns: Whose readers are to read what; the siblings do already.
  /// - Throws: A problem when something reads the node and it read several.
  static func remove(
    _ index: Int, from entries: inout [YAMLEntry], outer: String?, at span: SourceSpan
  ) throws(Diagnostic) -> Gap {
    let removed = entries.remove(at: index)
    let written = removed.value["from"]
    let above = index > 0 ? entries[index - 1].key.value : outer
    let gap = Gap(
      old: removed.key.value, new: written.map { single($0) } ?? above)
    if let written, index < entries.count, entries[index].value["from"] == nil {
      guard gap.new != nil else { throw unclosable(gap.old, at: span) }
      entries[index] = entries[index].reading(written)
    }
    var count = 0
    for reader in index..<entries.count {
      entries[reader] = replaced(entries[reader], gap.old, gap.new ?? gap.old, &count)
    }
    if count > 0, gap.new == nil { throw unclosable(gap.old, at: span) }
    return gap
  }

  /// Puts a node `after` or `before` a sibling, as it says itself.
  ///
  /// - Throws: A problem when it does not say, or names no sibling.
  static func insert(
    _ entry: YAMLEntry, into entries: inout [YAMLEntry]
  ) throws(Diagnostic) -> Gap? {
    let (node, side, sibling) = try place(of: entry)
    guard let text = sibling.scalar?.text,
      let index = entries.firstIndex(where: { $0.key.value == text })
    else {
      let name = DisplayText.escaped(sibling.scalar?.text ?? "")
      let names = entries.map(\.key.value)
      let list = names.map { "`\($0)`" }.joined(separator: ", ")
      throw Diagnostic(
        "`\(side)`: no node called `\(name)` beside `\(entry.key.value)`", at: sibling.span,
        hint: NearestName.hint(name, in: names) ?? "its neighbours are \(list)",
        code: "unknown-path")
    }
    let added = YAMLEntry(entry.key, node)
    if side == "before" {
      try insert(added, before: index, in: &entries)
      return nil
    }
    var count = 0
    for reader in (index + 1)..<max(index + 1, entries.count) {
      entries[reader] = replaced(entries[reader], text, entry.key.value, &count)
    }
    entries.insert(added, at: index + 1)
    return Gap(old: text, new: entry.key.value)
  }

  private static func insert(
    _ added: YAMLEntry, before index: Int, in entries: inout [YAMLEntry]
  ) throws(Diagnostic) {
    let reader = entries[index]
    var added = added
    if let written = reader.value["from"] {
      guard single(written) != nil else {
        throw Diagnostic(
          "`\(reader.key.value)` reads several nodes, so nothing can stand before it",
          at: added.key.span, notes: [.init("they are named here", at: written.span)],
          hint: "say `after:` with one of them", code: "path")
      }
      if added.value["from"] == nil { added = added.reading(written) }
      let name = YAMLNode(.scalar(YAMLScalar(added.key.value)), at: added.key.span)
      entries[index] = reader.reading(name)
    }
    entries.insert(added, at: index)
  }

  /// The node without `after` and `before`, and what these say.
  private static func place(
    of entry: YAMLEntry
  ) throws(Diagnostic) -> (node: YAMLNode, side: String, sibling: YAMLNode) {
    let sides = (entry.value.entries ?? []).filter { ["after", "before"].contains($0.key.value) }
    guard sides.count == 1, let side = sides.first else {
      let message =
        entry.value.entries == nil
        ? "`\(entry.key.value)`: expected a mapping, found \(entry.value.kind)"
        : "`\(entry.key.value)` says \(sides.isEmpty ? "neither" : "both") `after` "
          + (sides.isEmpty ? "nor" : "and") + " `before`"
      throw Diagnostic(
        message, at: entry.key.span, hint: "name the node it follows: after: name", code: "path")
    }
    let rest = (entry.value.entries ?? []).filter { $0.key.value != side.key.value }
    return (YAMLNode(.mapping(rest), at: entry.value.span), side.key.value, side.value)
  }

  /// The problem that a removed node's readers have no single node to read instead.
  static func unclosable(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "`\(name)` cannot be removed: other nodes read it, and no single node can take its place",
      at: span, code: "path")
  }

  private static func single(_ wire: YAMLNode) -> String? {
    if let text = wire.scalar?.text { return text }
    guard let elements = wire.elements, elements.count == 1 else { return nil }
    return elements.first?.scalar?.text
  }

  private static func replaced(
    _ entry: YAMLEntry, _ old: String, _ new: String, _ count: inout Int
  ) -> YAMLEntry {
    YAMLEntry(entry.key, Rewiring.replace(old, with: new, in: entry.value, count: &count))
  }
}

extension YAMLEntry {
  /// The same node with another `from`.
  fileprivate func reading(_ wire: YAMLNode) -> YAMLEntry {
    guard let entries = value.entries else { return self }
    var changed = entries
    let key = Located("from", wire.span)
    if let index = entries.firstIndex(where: { $0.key.value == "from" }) {
      changed[index] = YAMLEntry(entries[index].key, wire)
    } else {
      changed.append(YAMLEntry(key, wire))
    }
    return YAMLEntry(self.key, YAMLNode(.mapping(changed), at: value.span))
  }
}
