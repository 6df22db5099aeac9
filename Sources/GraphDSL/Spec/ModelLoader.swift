import Foundation

/// Reads a model file with its bases and the command line's settings.
public struct ModelLoader {
  /// The most files of which each extends the next.
  static let longestChain = 20

  /// The path under which settings of the command line are known.
  public static let commandLine = "--set"

  /// Where libraries of blocks are looked for that do not lie beside the file that uses them.
  let folders: [String]
  var sources = SourceSet()
  var diagnostics = Diagnostics()
  /// The libraries that were read.
  var readLibraries: Set<String> = []
  /// Their files among the sources.
  var libraryFiles: Set<Int> = []
  /// The libraries on the way here, each used by the one before.
  var libraryChain: [(identity: String, name: Located<String>)] = []
  /// The files on the way here, to notice a circle.
  private var chain: [String] = []

  private init(folders: [String]) { self.folders = folders }

  /// Reads the model file at `path`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - sets: Settings of the command line, each `path=value`; they come last.
  ///   - folders: Where libraries of blocks are looked for, after the folder of the file that uses
  ///     them.
  ///   - diagnostics: Receives every problem; its spans point into the returned sources.
  /// - Returns: The spec, nil when it would not mean anything, and every file that was read.
  public static func load(
    path: String, sets: [String] = [], folders: [String] = [],
    into diagnostics: inout Diagnostics
  ) -> (spec: ModelSpec?, sources: SourceSet) {
    var loader = ModelLoader(folders: folders)
    let document = loader.document(at: path, from: nil)
    return loader.finish(document, path, sets, &diagnostics)
  }

  /// Reads a model file that is here already; its bases are looked for beside `path`.
  public static func load(
    text: String, path: String = "model.yaml", sets: [String] = [], folders: [String] = [],
    into diagnostics: inout Diagnostics
  ) -> (spec: ModelSpec?, sources: SourceSet) {
    load(
      SourceFile(path: path, text: text), sets: sets, folders: folders, into: &diagnostics)
  }

  /// Reads a model file whose bytes are here already; its bases are looked for beside its path.
  public static func load(
    _ file: SourceFile, sets: [String] = [], folders: [String] = [],
    into diagnostics: inout Diagnostics
  ) -> (spec: ModelSpec?, sources: SourceSet) {
    var loader = ModelLoader(folders: folders)
    loader.chain.append(identity(file.path))
    let document = loader.document(in: file, from: nil)
    return loader.finish(document, file.path, sets, &diagnostics)
  }

  private mutating func finish(
    _ document: YAMLNode?, _ path: String, _ sets: [String], _ diagnostics: inout Diagnostics
  ) -> (spec: ModelSpec?, sources: SourceSet) {
    let settings = sets.compactMap { setting($0) }
    var spec: ModelSpec?
    if let document {
      var editor = DocumentEditor(document)
      EditList.set(settings, in: &editor, into: &self.diagnostics)
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      spec = SpecParser.parse(
        editor.document, defaultName: name, libraries: libraryFiles, into: &self.diagnostics)
    }
    self.diagnostics.all.forEach { diagnostics.report($0) }
    return (spec, sources)
  }

  /// Reads the file at `path`, which the value at `span` names as a base.
  private mutating func document(at path: String, from span: SourceSpan?) -> YAMLNode? {
    let identity = Self.identity(path)
    guard !chain.contains(identity), chain.count < Self.longestChain else {
      diagnostics.error(
        chain.contains(identity)
          ? "`\(DisplayText.escaped(path))` extends itself in a circle"
          : "more than \(Self.longestChain) files extend one another", at: span, code: "extends")
      return nil
    }
    chain.append(identity)
    do {
      return document(in: try SourceFile.load(path: path), from: span)
    } catch {
      diagnostics.error(error.message, at: span, hint: error.hint, code: error.code)
      return nil
    }
  }

  private mutating func document(in file: SourceFile, from span: SourceSpan?) -> YAMLNode? {
    let index = sources.add(file, from: span.map { SourceSet.Origin(span: $0, isBase: true) })
    guard let node = YAMLReader.read(file, index: index, into: &diagnostics) else { return nil }
    guard let extends = node["extends"] else {
      refuseEdits(node)
      return withLibraries(of: node, in: node)
    }
    let edits = EditList(node, into: &diagnostics)
    guard let base = ScalarReader.string(extends, "extends", into: &diagnostics) else {
      return nil
    }
    let path = Self.path(base, beside: file.path)
    guard let document = document(at: path, from: extends.span) else { return nil }
    return edits?.apply(to: withLibraries(of: node, in: document), into: &diagnostics)
  }

  /// Edits of a file without a base would be dropped silently otherwise.
  private mutating func refuseEdits(_ node: YAMLNode) {
    for key in ["remove", "set", "add"] {
      guard let entry = node.entries?.first(where: { $0.key.value == key }) else { continue }
      diagnostics.error(
        "`\(key)` edits a base, but the file extends none", at: entry.key.span,
        hint: "name the base: extends: base.yaml", code: "extends")
    }
  }

  /// Reads one `path=value` of the command line; nil after a report.
  private mutating func setting(_ text: String) -> YAMLEntry? {
    let file = SourceFile(path: Self.commandLine, text: text)
    let index = sources.add(file)
    let whole = SourceSpan(file: index, 0..<file.bytes.count)
    guard let equals = file.bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 else {
      diagnostics.error(
        "`--set \(DisplayText.escaped(text))` sets no value", at: whole,
        hint: "write --set num_nodes=256", code: "usage")
      return nil
    }
    if let problem = EncodingCheck.problem(in: file, index: index) {
      diagnostics.report(problem)
      return nil
    }
    let value = YAMLReader.read(file, index: index, from: equals + 1, into: &diagnostics)
    guard let value else { return nil }
    let key = Located(file.text(in: 0..<equals), SourceSpan(file: index, 0..<equals))
    guard !(value.isNull && value.span.bytes.isEmpty) else {
      diagnostics.error(
        "`\(DisplayText.escaped(key.value))` is set to nothing", at: key.span, code: "usage")
      return nil
    }
    return YAMLEntry(key, value)
  }

  /// The path of a base that the file at `file` names.
  public static func path(_ base: String, beside file: String) -> String {
    guard !base.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return base }
    return String(file[...slash]) + base
  }

  static func identity(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
