/// Applies edits to a document one by one.
struct DocumentEditor {
  /// The document after the edits so far.
  private(set) var document: YAMLNode

  /// Keys of a group beside its nodes.
  private static let groupKeys = ["from", "for", "index", "do", "if", "else"]
  /// Sections whose readers know the names of all keys.
  private static let checkedSections: Set<String> = ["data", "train"]
  /// Sections that an `add` may begin.
  private static let sections: Set<String> = [
    "params", "dims", "blocks", "metrics", "outputs", "data", "train",
  ]

  /// Starts with `document`.
  init(_ document: YAMLNode) { self.document = document }

  /// Replaces a value; a key that is left at its default may be written.
  ///
  /// - Throws: A problem when the path does not exist.
  mutating func set(_ path: EditPath, to value: YAMLNode) throws(Diagnostic) {
    guard let part = path.parts.last else { return }
    let section = path.parts[0].name
    document = try EditTarget.update(path, in: document, verb: "set") {
      (target: inout EditTarget) throws(Diagnostic) in
      if let index = target.index(of: part.name) {
        let old = target.entries[index]
        let isParam = section == "params" && path.parts.count == 2
        let new = isParam ? Self.parameter(old.value, value) : value
        target.entries[index] = YAMLEntry(old.key, new)
        if part.name == "op" { Self.dropAttributes(&target.entries) }
        return
      }
      guard Self.mayBegin(part, target, section, path) else {
        let names = target.entries.flatMap { entry in
          [entry.key.value]
            + (entry.key.value == "do" ? (entry.value.entries ?? []).map(\.key.value) : [])
        }
        throw EditTarget.missing(part, of: path, verb: "set", among: names)
      }
      target.entries.append(YAMLEntry(Located(part.name, part.span), value))
    }
  }

  /// Whether a key that is not written may be set, because its name is checked later.
  private static func mayBegin(
    _ part: EditPath.Part, _ target: EditTarget, _ section: String, _ path: EditPath
  ) -> Bool {
    guard !target.isScope, !target.isList, path.parts.count > 1 else { return false }
    if checkedSections.contains(section) { return true }
    // An argument of a block, or what is said of one.
    let inBlock = section == "blocks" ? path.parts.dropFirst(2).map(\.name) : []
    if inBlock.first == "args" { return true }
    if inBlock.count == 1 { return BlockParser.keys.contains(part.name) }
    if target.index(of: "do") != nil { return groupKeys.contains(part.name) }
    return target.index(of: "op") != nil
  }

  /// A parameter's new value inside its old choices and bounds.
  private static func parameter(_ old: YAMLNode, _ value: YAMLNode) -> YAMLNode {
    guard value.entries == nil, let entries = old.entries else { return value }
    let changed = entries.map { $0.key.value == "value" ? YAMLEntry($0.key, value) : $0 }
    return YAMLNode(.mapping(changed), at: old.span)
  }

  /// Another op has other attributes; only what wires the node stays.
  private static func dropAttributes(_ entries: inout [YAMLEntry]) {
    entries.removeAll { !["op", "from", "if", "else"].contains($0.key.value) }
  }

  /// Removes a key; the readers of a removed node read what it read.
  ///
  /// - Throws: A problem when the path does not exist or the gap cannot be closed.
  mutating func remove(_ path: EditPath) throws(Diagnostic) {
    guard let part = path.parts.last else { return }
    var gap: NodeChain.Gap?
    let isTop = path.parts.count == 2
    let outer = isTop ? soleInput : soleInput(around: path)
    document = try EditTarget.update(path, in: document, verb: "remove") {
      (target: inout EditTarget) throws(Diagnostic) in
      guard let index = target.index(of: part.name) else {
        let names = target.entries.map(\.key.value)
        throw EditTarget.missing(part, of: path, verb: "remove", among: names)
      }
      guard target.isScope else {
        target.entries.remove(at: index)
        return
      }
      gap = try NodeChain.remove(index, from: &target.entries, outer: outer, at: part.span)
    }
    guard let gap, isTop else { return }
    try rewireResults(gap, at: part.span)
  }

  /// Adds a node beside another one and rewires the chain, or adds a key to another section.
  ///
  /// - Throws: A problem when the path or the neighbour does not exist, or the name is taken.
  mutating func add(_ path: EditPath, _ value: YAMLNode) throws(Diagnostic) {
    guard let part = path.parts.last, !path.isBare else {
      throw Diagnostic(
        "`\(path.text)` does not say where to add", at: path.span,
        hint: "write params.\(path.text) or graph.\(path.text)", code: "path")
    }
    var gap: NodeChain.Gap?
    let base = withSection(path.parts[0])
    document = try EditTarget.update(path, in: base, verb: "add to", addsNode: true) {
      (target: inout EditTarget) throws(Diagnostic) in
      if let index = target.index(of: part.name) {
        throw Diagnostic(
          "`\(path.text)` exists already", at: part.span,
          notes: [.init("it is here", at: target.entries[index].key.span)],
          hint: "change it with `set`", code: "path")
      }
      let entry = YAMLEntry(Located(part.name, part.span), value)
      guard target.isScope else {
        target.entries.append(entry)
        return
      }
      gap = try NodeChain.insert(entry, into: &target.entries)
    }
    guard let gap, path.parts.count == 2 else { return }
    try rewireResults(gap, at: part.span)
  }

  /// The document with an empty section where the base has none.
  private func withSection(_ part: EditPath.Part) -> YAMLNode {
    guard let entries = document.entries, Self.sections.contains(part.name),
      !entries.contains(where: { $0.key.value == part.name })
    else { return document }
    let empty = YAMLNode(.mapping([]), at: part.span)
    return YAMLNode(
      .mapping(entries + [YAMLEntry(Located(part.name, part.span), empty)]), at: document.span)
  }

  /// The input that the first node reads when it does not say.
  private var soleInput: String? {
    guard let inputs = document["inputs"]?.entries, inputs.count == 1 else { return nil }
    return inputs.first?.key.value
  }

  /// The same inside a group or a block, where it is `input` unless a block names its inputs.
  private func soleInput(around path: EditPath) -> String? {
    guard path.parts[0].name == "blocks",
      let inputs = document["blocks"]?[path.parts[1].name]?["inputs"]?.elements
    else { return BlockSpec.onlyInput }
    return inputs.count == 1 ? inputs.first?.scalar?.text : nil
  }

  /// Lets the loss, the metrics and the outputs follow a change of the graph.
  private mutating func rewireResults(
    _ gap: NodeChain.Gap, at span: SourceSpan
  ) throws(Diagnostic) {
    guard let entries = document.entries else { return }
    var count = 0
    let changed = entries.map { entry -> YAMLEntry in
      let new = gap.new ?? gap.old
      switch entry.key.value {
      case "loss":
        return YAMLEntry(
          entry.key, Rewiring.replace(gap.old, with: new, in: entry.value, count: &count))
      case "metrics", "outputs":
        let calls = (entry.value.entries ?? []).map {
          YAMLEntry($0.key, Rewiring.replace(gap.old, with: new, in: $0.value, count: &count))
        }
        return YAMLEntry(entry.key, YAMLNode(.mapping(calls), at: entry.value.span))
      default: return entry
      }
    }
    if count > 0, gap.new == nil { throw NodeChain.unclosable(gap.old, at: span) }
    document = YAMLNode(.mapping(changed), at: document.span)
  }
}
