/// Turns an edited document into a ``ModelSpec``.
struct SpecParser {
  /// The version of the language that this program reads.
  static let version = 1

  private let document: YAMLNode
  private let defaultName: String
  private let libraries: Set<Int>
  private var diagnostics = Diagnostics()

  /// Parses `document`.
  ///
  /// - Parameters:
  ///   - document: The file, edits applied and libraries brought in.
  ///   - defaultName: The model's name when the file gives none.
  ///   - libraries: The files among the sources that are libraries of blocks.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The spec; nil when a section is missing without which nothing can be said.
  static func parse(
    _ document: YAMLNode, defaultName: String, libraries: Set<Int> = [],
    into diagnostics: inout Diagnostics
  ) -> ModelSpec? {
    var parser = SpecParser(
      document: document, defaultName: defaultName, libraries: libraries)
    defer { parser.diagnostics.all.forEach { diagnostics.report($0) } }
    return parser.spec()
  }

  private init(document: YAMLNode, defaultName: String, libraries: Set<Int>) {
    self.document = document
    self.defaultName = defaultName
    self.libraries = libraries
  }

  private mutating func spec() -> ModelSpec? {
    guard var top = MappingReader(document, "the model file", into: &diagnostics) else {
      return nil
    }
    let version = version(&top)
    let name = name(&top)
    let params = section(&top, "params").flatMap { parameter($0) }
    let dims = section(&top, "dims").compactMap { dim($0) }
    let inputs = section(&top, "inputs", isRequired: true)
    let parsedInputs = inputs.compactMap { input($0, dims) }
    let graph = nodes(&top, "graph", isRequired: true)
    let loss = loss(&top)
    let metrics = nodes(&top, "metrics")
    let outputs = nodes(&top, "outputs")
    let blocks = BlockParser.parse(
      section(&top, "blocks"), libraries: libraries, into: &diagnostics)
    let data = mapping(&top, "data")
    let train = mapping(&top, "train")
    // Edits of a file without a base were refused when it was read.
    top.allow(["remove", "set", "add"].filter { document[$0] != nil })
    top.finish(into: &diagnostics)
    guard let version, !graph.isEmpty, !inputs.isEmpty else { return nil }
    return ModelSpec(
      version: version, name: name, params: params, dims: dims, inputs: parsedInputs,
      blocks: blocks, graph: graph, loss: loss, metrics: metrics, outputs: outputs, data: data,
      train: train,
      document: BlockUses.withoutUncalled(document, libraries: libraries))
  }

  private mutating func version(_ top: inout MappingReader) -> Located<Int>? {
    guard let node = top.optional("graphrun") else {
      Self.reportMissingVersion(at: start, into: &diagnostics)
      return nil
    }
    return Self.checkedVersion(node, into: &diagnostics)
  }

  /// Reports a file that begins at `span` without a version.
  static func reportMissingVersion(
    at span: SourceSpan, into diagnostics: inout Diagnostics
  ) {
    diagnostics.error(
      "the file does not say which language version it is written for", at: span,
      hint: "start with `graphrun: \(version)`", code: "version")
  }

  /// The language version that `node` names; nil after reporting one that cannot be read.
  static func checkedVersion(
    _ node: YAMLNode, into diagnostics: inout Diagnostics
  ) -> Located<Int>? {
    guard let number = ScalarReader.int(node, "graphrun", into: &diagnostics) else { return nil }
    guard number == version else {
      diagnostics.error(
        "the file is written for language version \(number); this program reads version "
          + "\(version)", at: node.span, code: "version")
      return nil
    }
    return Located(number, node.span)
  }

  private mutating func name(_ top: inout MappingReader) -> Located<String> {
    guard let name = top.string("name", into: &diagnostics) else {
      return Located(defaultName, start)
    }
    if name.value.contains("$") {
      diagnostics.error(
        "`name` is plain text, so `\(DisplayText.escaped(name.value))` would keep its `$`",
        at: name.span, hint: "runs record their parameters; the name need not hold them",
        code: "type")
    }
    return name
  }

  private var start: SourceSpan {
    document.entries?.first?.key.span ?? document.span
  }

  /// The entries of a section; empty when it is not written or after a report.
  private mutating func section(
    _ top: inout MappingReader, _ key: String, isRequired: Bool = false
  ) -> [YAMLEntry] {
    guard let entry = top.entry(key) else {
      if isRequired {
        let isLibrary = document["blocks"] != nil && document["graph"] == nil
        let example = key == "inputs" ? "inputs: {ink: \"f32[B, T, 3]\"}" : "\(key): {…}"
        diagnostics.error(
          "the file has no `\(key)`", at: start,
          hint: isLibrary
            ? "a library of blocks is named under `use` of a model file" : "write `\(example)`",
          code: "missing-key")
      }
      return []
    }
    guard let reader = MappingReader(entry.value, key, at: entry.key.span, into: &diagnostics)
    else { return [] }
    if isRequired && reader.remaining.isEmpty {
      diagnostics.error("`\(key)` is empty", at: entry.key.span, code: "missing-key")
    }
    return reader.remaining
  }

  private mutating func mapping(_ top: inout MappingReader, _ key: String) -> YAMLNode? {
    guard let entry = top.entry(key) else { return nil }
    return MappingReader(entry.value, key, at: entry.key.span, into: &diagnostics)?.node
  }

  private mutating func nodes(
    _ top: inout MappingReader, _ key: String, isRequired: Bool = false
  ) -> [GraphEntry] {
    section(&top, key, isRequired: isRequired).compactMap { entry in
      guard NameRule.check(entry.key, "a node", into: &diagnostics),
        MappingReader(entry.value, entry.key.value, at: entry.key.span, into: &diagnostics) != nil
      else { return nil }
      return GraphEntry(entry.key, entry.value)
    }
  }

  private mutating func loss(_ top: inout MappingReader) -> GraphEntry? {
    guard let entry = top.entry("loss"),
      MappingReader(entry.value, "loss", at: entry.key.span, into: &diagnostics) != nil
    else { return nil }
    return GraphEntry(entry.key, entry.value)
  }

  private mutating func parameter(_ entry: YAMLEntry) -> [ParamSpec] {
    guard NameRule.check(entry.key, "a parameter", into: &diagnostics) else { return [] }
    guard case .mapping = entry.value.content else {
      if entry.value.isNull {
        diagnostics.error(
          "the parameter `\(entry.key.value)` has no value", at: entry.key.span, code: "type")
        return []
      }
      return [
        ParamSpec(
          name: entry.key, value: entry.value, choices: nil, min: nil, max: nil, above: nil,
          below: nil, doc: nil)
      ]
    }
    let name = "params.\(entry.key.value)"
    guard
      var reader = MappingReader(entry.value, name, at: entry.key.span, into: &diagnostics)
    else { return [] }
    let value = reader.required("value")
    let choices = reader.list("choices", into: &diagnostics)
    let bounds = ["min", "max", "above", "below"].map { reader.optional($0) }
    let doc = reader.string("doc", into: &diagnostics)
    reader.finish(into: &diagnostics)
    guard let value else { return [] }
    return [
      ParamSpec(
        name: entry.key, value: value, choices: choices, min: bounds[0], max: bounds[1],
        above: bounds[2], below: bounds[3], doc: doc)
    ]
  }

  private mutating func dim(_ entry: YAMLEntry) -> DimSpec? {
    guard NameRule.check(entry.key, "a dim", into: &diagnostics),
      let text = ScalarReader.string(entry.value, entry.key.value, into: &diagnostics)
    else { return nil }
    guard let kind = DimSpec.Kind(rawValue: text) else {
      let kinds = DimSpec.Kind.allCases.map(\.rawValue)
      diagnostics.error(
        "the dim `\(entry.key.value)` is `batch` or `ragged`, not `\(DisplayText.escaped(text))`",
        at: entry.value.span,
        hint: NearestName.hint(text, in: kinds) ?? "write a fixed size in the type: f32[B, 3]",
        code: "type")
      return nil
    }
    return DimSpec(name: entry.key, kind: Located(kind, entry.value.span))
  }

  private mutating func input(_ entry: YAMLEntry, _ dims: [DimSpec]) -> InputSpec? {
    guard NameRule.check(entry.key, "an input", into: &diagnostics) else { return nil }
    return TypeParser.parse(entry, dims: dims, into: &diagnostics)
  }
}
