import Foundation

extension ModelLoader {
  /// The keys of a library of blocks.
  private static let libraryKeys = ["graphrun", "doc", "use", "blocks"]

  /// `document` with the blocks of the libraries that `file` uses, in place of its `use`.
  ///
  /// They are in the document before any edit is made, so that edits find them by their paths.
  mutating func withLibraries(of file: YAMLNode, in document: YAMLNode) -> YAMLNode {
    guard let entries = document.entries, file["use"] != nil else { return document }
    let own = entries.first { $0.key.value == "blocks" }
    // A `blocks` that is no mapping is reported where blocks are read.
    guard let blocks = own.map({ $0.value.entries }) ?? [] else { return document }
    let merged = merged(blocks, libraryBlocks(usedBy: file))
    var changed = entries.filter { $0.key.value != "use" }
    let value = YAMLNode(.mapping(merged), at: own?.value.span ?? document.span)
    if let index = changed.firstIndex(where: { $0.key.value == "blocks" }) {
      changed[index] = YAMLEntry(changed[index].key, value)
    } else if let first = merged.first {
      let graph = changed.firstIndex { $0.key.value == "graph" } ?? changed.endIndex
      changed.insert(YAMLEntry(Located("blocks", first.key.span), value), at: graph)
    }
    return YAMLNode(.mapping(changed), at: document.span)
  }

  /// Both lists in one, after reporting every name that is in both.
  private mutating func merged(_ own: [YAMLEntry], _ further: [YAMLEntry]) -> [YAMLEntry] {
    var merged = own
    for entry in further {
      guard let other = merged.first(where: { $0.key.value == entry.key.value }) else {
        merged.append(entry)
        continue
      }
      let (last, first) =
        libraryFiles.contains(other.key.span.file) ? (entry, other) : (other, entry)
      diagnostics.error(
        "two blocks are called `\(DisplayText.escaped(entry.key.value))`", at: last.key.span,
        notes: [.init("the other one is here", at: first.key.span)], code: "block-name")
    }
    return merged
  }

  /// The blocks of everything under a file's `use`, those of libraries that it has read already left
  /// out.
  private mutating func libraryBlocks(usedBy file: YAMLNode) -> [YAMLEntry] {
    guard let use = file["use"] else { return [] }
    guard let elements = use.elements else {
      diagnostics.error(
        "`use` wants a list of files, not \(use.kind)", at: use.span,
        hint: "write use: [blocks/conv.yaml]", code: "type")
      return []
    }
    return elements.reduce(into: []) { blocks, element in
      guard let text = ScalarReader.string(element, "use", into: &diagnostics) else { return }
      blocks = merged(blocks, library(Located(text, element.span)))
    }
  }

  /// The blocks of one library and of those that it uses itself.
  private mutating func library(_ name: Located<String>) -> [YAMLEntry] {
    guard let path = path(of: name) else { return [] }
    let identity = Self.identity(path)
    if let first = libraryChain.firstIndex(where: { $0.identity == identity }) {
      let circle = libraryChain[first...].map(\.name.value) + [name.value]
      diagnostics.error(
        circle.count == 2
          ? "`\(circle[0])` uses itself"
          : "libraries use one another in a circle: "
            + circle.map { "`\($0)`" }.joined(separator: " uses "), at: name.span, code: "use")
      return []
    }
    guard readLibraries.insert(identity).inserted else { return [] }
    let file: SourceFile
    do {
      file = try SourceFile.load(path: path)
    } catch {
      diagnostics.error(error.message, at: name.span, hint: error.hint, code: error.code)
      return []
    }
    let index = sources.add(file, from: SourceSet.Origin(span: name.span, isBase: false))
    libraryFiles.insert(index)
    guard let node = YAMLReader.read(file, index: index, into: &diagnostics) else { return [] }
    libraryChain.append((identity, name))
    defer { libraryChain.removeLast() }
    let own = ownBlocks(of: node)
    return merged(own, libraryBlocks(usedBy: node))
  }

  /// The blocks that stand in a library itself, after reporting what cannot stand in one.
  private mutating func ownBlocks(of node: YAMLNode) -> [YAMLEntry] {
    guard var reader = MappingReader(node, "a library", into: &diagnostics) else { return [] }
    reader.allow(["use"])
    let version = reader.optional("graphrun")
    let doc = reader.optional("doc")
    let blocks = reader.mapping("blocks", into: &diagnostics)
    for entry in reader.remaining {
      let key = DisplayText.escaped(entry.key.value)
      diagnostics.error(
        "`\(key)` cannot stand in a library of blocks", at: entry.key.span,
        hint: NearestName.hint(entry.key.value, in: Self.libraryKeys)
          ?? "a library has graphrun, doc, use and blocks; a model is derived with `extends`",
        code: "unknown-key")
    }
    if let doc { _ = ScalarReader.string(doc, "doc", into: &diagnostics) }
    if let version {
      _ = SpecParser.checkedVersion(version, into: &diagnostics)
    } else {
      SpecParser.reportMissingVersion(
        at: node.entries?.first?.key.span ?? node.span, into: &diagnostics)
    }
    return blocks?.remaining ?? []
  }

  /// Where a library lies: beside the file that names it, else in one of the search folders; nil
  /// after a report.
  private mutating func path(of name: Located<String>) -> String? {
    let beside = Self.path(name.value, beside: sources.file(of: name.span).path)
    let candidates =
      [beside] + (name.value.hasPrefix("/") ? [] : folders.map { "\($0)/\(name.value)" })
    let files = FileManager.default
    if let path = candidates.first(where: { files.fileExists(atPath: $0) }) { return path }
    let neighbours = candidates.flatMap { candidate -> [String] in
      let folder = URL(fileURLWithPath: candidate).deletingLastPathComponent().path
      // A folder that is missing has no names to suggest.
      return ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
    let last = URL(fileURLWithPath: name.value).lastPathComponent
    let nearest = NearestName.of(last, in: neighbours).map {
      String(name.value.dropLast(last.count)) + $0
    }
    let places = (["beside the file"] + folders.map { "in \($0)" }).joined(separator: ", ")
    diagnostics.error(
      "there is no library `\(DisplayText.escaped(name.value))`", at: name.span,
      hint: nearest.map { "did you mean `\(DisplayText.escaped($0))`?" }
        ?? "it was looked for \(places)", code: "missing-file")
    return nil
  }
}
