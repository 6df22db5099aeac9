/// The edits by which a file derives from its base: `remove`, then `set`, then `add`.
struct EditList {
  private let removals: [YAMLNode]
  private let settings: [YAMLEntry]
  private let additions: [YAMLEntry]
  private let name: YAMLEntry?

  /// Reads the edit list of a file that extends another; nil after reports.
  init?(_ file: YAMLNode, into diagnostics: inout Diagnostics) {
    guard var reader = MappingReader(file, "a file that extends another", into: &diagnostics) else {
      return nil
    }
    reader.allow(["extends", "use"])
    name = reader.entry("name")
    let version = reader.optional("graphrun")
    removals = reader.list("remove", into: &diagnostics) ?? []
    settings = reader.mapping("set", into: &diagnostics)?.remaining ?? []
    additions = reader.mapping("add", into: &diagnostics)?.remaining ?? []
    for entry in reader.remaining {
      let key = DisplayText.escaped(entry.key.value)
      diagnostics.error(
        "`\(key)` cannot stand in a file that extends another", at: entry.key.span,
        hint: NearestName.hint(
          entry.key.value, in: ["extends", "use", "remove", "set", "add", "name"])
          ?? (key == "blocks"
            ? "add a block with `add: {blocks.name: …}`" : "change it by its path under `set`"),
        code: "unknown-key")
    }
    guard let version else {
      SpecParser.reportMissingVersion(
        at: file.entries?.first?.key.span ?? file.span, into: &diagnostics)
      return
    }
    _ = SpecParser.checkedVersion(version, into: &diagnostics)
  }

  /// `base` after the edits; an edit that cannot be made is reported and left out.
  func apply(to base: YAMLNode, into diagnostics: inout Diagnostics) -> YAMLNode {
    var editor = DocumentEditor(renamed(base))
    for node in removals {
      guard let text = ScalarReader.string(node, "remove", into: &diagnostics) else { continue }
      Self.attempt(&diagnostics) { () throws(Diagnostic) in
        try editor.remove(EditPath(Located(text, node.span)))
      }
    }
    Self.set(settings, in: &editor, into: &diagnostics)
    for entry in additions {
      Self.attempt(&diagnostics) { () throws(Diagnostic) in
        try editor.add(EditPath(entry.key), entry.value)
      }
    }
    return editor.document
  }

  /// Sets values by their paths; an `op` comes first, because it drops its old attributes.
  static func set(
    _ settings: [YAMLEntry], in editor: inout DocumentEditor, into diagnostics: inout Diagnostics
  ) {
    var paths: [(path: EditPath, value: YAMLNode)] = []
    for entry in settings {
      attempt(&diagnostics) { () throws(Diagnostic) in
        paths.append((try EditPath(entry.key), entry.value))
      }
    }
    for (path, value) in paths.filter(\.path.namesOp) + paths.filter({ !$0.path.namesOp }) {
      attempt(&diagnostics) { () throws(Diagnostic) in try editor.set(path, to: value) }
    }
  }

  private static func attempt(
    _ diagnostics: inout Diagnostics, _ edit: () throws(Diagnostic) -> Void
  ) {
    do { try edit() } catch { diagnostics.report(error) }
  }

  private func renamed(_ base: YAMLNode) -> YAMLNode {
    guard let name, let entries = base.entries else { return base }
    let old = entries.firstIndex { $0.key.value == "name" }
    var changed = entries
    if let old { changed[old] = name } else { changed.append(name) }
    return YAMLNode(.mapping(changed), at: base.span)
  }
}
