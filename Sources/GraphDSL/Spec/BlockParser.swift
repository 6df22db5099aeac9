import Runtime

/// Reads the `blocks` of a document.
struct BlockParser {
  /// The keys of a block.
  static let keys = ["doc", "args", "inputs", "do"]
  /// Keys of a call that mean something else than an argument.
  private static let callKeys = ["op", "from", "if", "else"]

  private var diagnostics = Diagnostics()

  /// Reads the blocks that `entries` define.
  ///
  /// - Parameters:
  ///   - entries: What stands under `blocks`.
  ///   - libraries: The files among the sources that are libraries of blocks.
  ///   - diagnostics: Takes the problems.
  /// - Returns: Those whose name can be used, in the order of the file.
  static func parse(
    _ entries: [YAMLEntry], libraries: Set<Int> = [], into diagnostics: inout Diagnostics
  ) -> [BlockSpec] {
    var parser = BlockParser()
    defer { parser.diagnostics.all.forEach { diagnostics.report($0) } }
    return entries.compactMap { parser.block($0, libraries) }
  }

  private mutating func block(_ entry: YAMLEntry, _ libraries: Set<Int>) -> BlockSpec? {
    let before = diagnostics.all.count
    guard NameRule.check(entry.key, "a block", into: &diagnostics) else { return nil }
    let path = "blocks.\(entry.key.value)"
    var doc: Located<String>?
    var arguments: [BlockArgument] = []
    var inputs: [Located<String>] = []
    var nodes: [YAMLEntry] = []
    if var reader = MappingReader(entry.value, path, at: entry.key.span, into: &diagnostics) {
      doc = reader.string("doc", into: &diagnostics)
      let args = reader.mapping("args", into: &diagnostics)
      let given = reader.entry("inputs")
      inputs =
        given.map { self.inputs($0) } ?? [Located(BlockSpec.onlyInput, entry.key.span)]
      arguments = (args?.remaining ?? []).compactMap { argument($0, path, inputs) }
      nodes = body(reader.required("do"))
      reader.finish(into: &diagnostics)
    }
    return BlockSpec(
      name: entry.key, doc: doc, arguments: arguments, inputs: inputs, nodes: nodes,
      isFromLibrary: libraries.contains(entry.key.span.file),
      isComplete: diagnostics.all.count == before)
  }

  private mutating func body(_ node: YAMLNode?) -> [YAMLEntry] {
    guard let node else { return [] }
    guard let entries = node.entries, !entries.isEmpty else {
      let what = node.entries == nil ? node.kind : "empty"
      diagnostics.error(
        "`do` is \(what), but it wants a mapping of nodes", at: node.span,
        hint: "write `do: {out: {op: …}}`", code: "type")
      return []
    }
    return entries
  }

  private mutating func inputs(_ entry: YAMLEntry) -> [Located<String>] {
    guard let elements = entry.value.elements, !elements.isEmpty else {
      let what = entry.value.elements == nil ? entry.value.kind : "empty"
      diagnostics.error(
        "`inputs` is \(what), but it wants a list of names", at: entry.value.span,
        hint: "leave it out if the block reads one wire: that is called `input`", code: "type")
      return []
    }
    var names: [Located<String>] = []
    for element in elements {
      guard let text = ScalarReader.string(element, "inputs", into: &diagnostics) else { continue }
      let name = Located(text, element.span)
      guard NameRule.check(name, "an input", into: &diagnostics) else { continue }
      if let first = names.first(where: { $0.value == text }) {
        diagnostics.error(
          "two inputs are called `\(text)`", at: name.span,
          notes: [.init("the first is here", at: first.span)], code: "name")
        continue
      }
      names.append(name)
    }
    return names
  }

  // MARK: Arguments

  private mutating func argument(
    _ entry: YAMLEntry, _ block: String, _ inputs: [Located<String>]
  ) -> BlockArgument? {
    let name = entry.key
    guard NameRule.check(name, "an argument", into: &diagnostics) else { return nil }
    if Self.callKeys.contains(name.value) {
      diagnostics.error(
        "an argument cannot be called `\(name.value)`: that is a key of every node",
        at: name.span, code: "name")
      return nil
    }
    if let input = inputs.first(where: { $0.value == name.value }) {
      diagnostics.error(
        "`\(name.value)` is an input of the block, so an argument cannot have that name",
        at: name.span, notes: [.init("the input is here", at: input.span)],
        code: "name")
      return nil
    }
    guard entry.value.entries != nil else {
      return type(entry.value, of: name).map { BlockArgument(name, type: $0) }
    }
    return declared(entry, "\(block).args.\(name.value)")
  }

  /// An argument with more than a type: `{type: int, default: 3, min: 1}`.
  private mutating func declared(_ entry: YAMLEntry, _ path: String) -> BlockArgument? {
    guard
      var reader = MappingReader(entry.value, path, at: entry.key.span, into: &diagnostics)
    else { return nil }
    let typeNode = reader.required("type")
    let defaultNode = reader.optional("default")
    let doc = reader.string("doc", into: &diagnostics)
    let least = reader.float("min", into: &diagnostics)
    let most = reader.float("max", into: &diagnostics)
    let above = reader.float("above", into: &diagnostics)
    let below = reader.float("below", into: &diagnostics)
    let choices = reader.list("choices", into: &diagnostics)
    reader.finish(into: &diagnostics)
    guard let typeNode, let type = type(typeNode, of: entry.key) else { return nil }
    let bounds = [least, most, above, below].compactMap { $0 }
    if let bound = bounds.first, !type.typeName.hasSuffix("int"), !type.typeName.hasSuffix("float")
    {
      diagnostics.error(
        "`\(entry.key.value)` has bounds, so it is a number, not \(type.typeName)",
        at: typeNode.span, notes: [.init("the bound is here", at: bound.span)], code: "type")
      return nil
    }
    let plain = BlockArgument(entry.key, type: type)
    guard let allowed = self.choices(choices, of: plain) else { return nil }
    return BlockArgument(
      entry.key, type: type, doc: doc?.value ?? "",
      bounds: .init(
        least: least?.value, most: most?.value, above: above?.value, below: below?.value),
      choices: allowed.isEmpty ? nil : allowed, defaultNode: defaultNode)
  }

  /// The allowed values as text, empty when any is; nil after a report.
  private mutating func choices(
    _ nodes: [YAMLNode]?, of argument: BlockArgument
  ) -> [String]? {
    var allowed: [String] = []
    for node in nodes ?? [] {
      guard let value = ScalarReader.value(node, argument.name, into: &diagnostics) else {
        return nil
      }
      let text = node.scalar.map { AttributeValue.string($0.text) }
      guard
        let fits = [value, text].compactMap({ $0 }).first(where: {
          argument.complaint(about: $0) == nil
        })
      else {
        diagnostics.error(
          "a choice of `\(argument.name)` is \(argument.typeName), not `\(value)`", at: node.span,
          code: "type")
        return nil
      }
      allowed.append(argument.normalized(fits).description)
    }
    return allowed
  }

  /// The type that `node` names; nil after a report.
  private mutating func type(
    _ node: YAMLNode, of name: Located<String>
  ) -> (any AttributeSetting.Type)? {
    let text = node.scalar?.text ?? ""
    if let type = BlockArgument.types.first(where: { $0.typeName == text }) { return type }
    let names = BlockArgument.types.map { $0.typeName }
    let known = "types are \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")"
    let what = node.isNull || node.scalar == nil ? node.kind : "`\(DisplayText.escaped(text))`"
    diagnostics.error(
      "the argument `\(name.value)` wants a type, not \(what)",
      at: node.span.bytes.isEmpty ? name.span : node.span,
      hint: Self.asDefault(node, of: name) ?? NearestName.hint(text, in: names) ?? known,
      code: "type")
    return nil
  }

  /// The hint for a value where a type is wanted: it is probably the default.
  private static func asDefault(_ node: YAMLNode, of name: Located<String>) -> String? {
    guard let scalar = node.scalar else { return nil }
    let type: String
    switch CoreSchema.read(scalar) {
    case .int: type = Int.typeName
    case .float: type = Double.typeName
    case .bool: type = Bool.typeName
    default: return nil
    }
    return "write `\(name.value): {type: \(type), default: \(scalar.text)}`"
  }
}
