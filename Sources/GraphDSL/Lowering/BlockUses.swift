/// Finds which blocks and arguments a part of a model file mentions, whether or not it is expanded.
enum BlockUses {
  /// What stands behind `op` in the nodes of `node`, groups included.
  static func ops(in node: YAMLNode) -> [Located<String>] {
    (node.entries ?? []).flatMap { entry -> [Located<String>] in
      if entry.key.value == "op", let scalar = entry.value.scalar {
        return [Located(scalar.text, entry.value.span)]
      }
      return ops(in: entry.value)
    }
  }

  /// The names of the blocks that the sections of a document call, also through other blocks.
  ///
  /// An op that is an argument or a parameter stands for each of its choices; all blocks are called
  /// when it has none, because then it is not known here.
  ///
  /// - Parameters:
  ///   - document: The whole file.
  ///   - isRoot: Whether a block counts as called anyway.
  /// - Returns: The names of those that can be called.
  static func called(
    in document: YAMLNode, orRoot isRoot: (YAMLEntry) -> Bool = { _ in false }
  ) -> Set<String> {
    let blocks = document["blocks"]?.entries ?? []
    let bodies = Dictionary(blocks.map { ($0.key.value, $0.value) }) { first, _ in first }
    let sections = (document.entries ?? []).filter {
      ["graph", "loss", "metrics", "outputs"].contains($0.key.value)
    }
    var waiting = sections.map { (node: $0.value, choices: document["params"]) }
    waiting += blocks.filter(isRoot).map { ($0.value, $0.value["args"]) }
    var called: Set<String> = []
    while let (node, declarations) = waiting.popLast() {
      for op in ops(in: node) {
        guard let names = names(op.value, declarations) else { return Set(bodies.keys) }
        for name in names {
          guard let body = bodies[name], called.insert(name).inserted else { continue }
          waiting.append((body, body["args"]))
        }
      }
    }
    return called
  }

  /// What an `op` may stand for; nil when that is not known here.
  private static func names(_ op: String, _ declarations: YAMLNode?) -> [String]? {
    guard op.contains("$") else { return [op] }
    return declarations?[String(op.dropFirst())]?["choices"]?.elements?.compactMap(\.scalar?.text)
  }

  /// A document without those blocks of libraries that nothing in it calls.
  static func withoutUncalled(_ document: YAMLNode, libraries: Set<Int>) -> YAMLNode {
    guard !libraries.isEmpty, let entries = document.entries,
      let blocks = document["blocks"]?.entries
    else { return document }
    let isLibrary = { (block: YAMLEntry) in libraries.contains(block.key.span.file) }
    let called = called(in: document) { !isLibrary($0) }
    let kept = blocks.filter { !isLibrary($0) || called.contains($0.key.value) }
    let changed = entries.compactMap { entry -> YAMLEntry? in
      guard entry.key.value == "blocks" else { return entry }
      return kept.isEmpty
        ? nil : YAMLEntry(entry.key, YAMLNode(.mapping(kept), at: entry.value.span))
    }
    return YAMLNode(.mapping(changed), at: document.span)
  }

  /// Warns of blocks of the file itself that nothing calls, and of arguments that nothing uses.
  static func reportUnused(_ spec: ModelSpec, into diagnostics: inout Diagnostics) {
    let called = called(in: spec.document)
    for block in spec.blocks {
      let name = block.name.value
      if !block.isFromLibrary, !called.contains(name) {
        diagnostics.warning(
          "nothing calls the block `\(name)`", at: block.name.span,
          hint: "remove it, or call it with `op: \(name)`", code: "unused-block")
      }
      let used = block.usedNames
      for argument in block.arguments where !used.contains(argument.name) {
        diagnostics.warning(
          "nothing in the block `\(name)` uses the argument `\(argument.name)`",
          at: argument.key.span, hint: "remove it, or use it as `$\(argument.name)`",
          code: "unused-argument")
      }
    }
  }
}

extension BlockSpec {
  /// The names in the expressions of its nodes and of its defaults.
  var usedNames: Set<String> {
    let values = nodes.map(\.value) + arguments.compactMap(\.defaultNode)
    return Set(values.flatMap { ParameterUses.names(in: $0) }.map(\.value))
  }

  /// The parameters of the file that it uses: an argument hides one of the same name.
  var usedParameters: Set<String> {
    isFromLibrary ? [] : usedNames.subtracting(arguments.map(\.name))
  }
}
