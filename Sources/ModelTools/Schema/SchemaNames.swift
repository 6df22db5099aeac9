import GraphDSL
import QuickDrawModels
import Runtime

/// What an editor can offer because it stands in a certain model file.
///
/// These names are offered, never demanded: the file goes on changing after its schema was made.
struct SchemaNames {
  /// A parameter with what an editor shows of it.
  struct Parameter {
    let name: String
    let summary: String
  }

  private(set) var parameters: [Parameter] = []
  /// What a wire can name: inputs, nodes, and `input` inside of groups.
  private(set) var wires: [String] = []
  /// The names of metrics.
  private(set) var metrics: [String] = []
  /// The blocks of the file and of its libraries, as ops.
  private(set) var blocks: [OpSchema] = []
  /// The document that the file edits; nil when it extends none.
  private(set) var base: YAMLNode?

  /// Nothing: the schema of all model files.
  init() {}

  /// The names of a model file.
  ///
  /// - Throws: `CheckedModel.Unreadable` when it is no model file.
  init(path: String) throws(CheckedModel.Unreadable) {
    let model = try CheckedModel(path: path)
    let spec = model.spec
    parameters = spec.params.map { param in
      let value = YAMLWriter.text(param.value).split(separator: "\n").joined(separator: " ")
      let doc = param.doc.map { ": \($0.value)" } ?? ""
      return Parameter(name: param.name.value, summary: "\(value)\(doc)")
    }
    var seen: Set<String> = []
    wires = (spec.inputs.map(\.name.value) + Self.nodes(spec.graph) + ["input"]).filter {
      seen.insert($0).inserted
    }
    blocks = spec.blocks.map(\.schema)
    metrics = spec.metrics.map(\.name.value)
    base = Self.base(of: path)
  }

  /// The names of nodes and groups, those inside of groups behind their group.
  private static func nodes(_ graph: [GraphEntry]) -> [String] {
    func names(_ name: String, _ node: YAMLNode) -> [String] {
      [name] + (node["do"]?.entries ?? []).flatMap { names($0.key.value, $0.value) }
    }
    return graph.flatMap { names($0.name.value, $0.node) }
  }

  /// The document of the file that the one at `path` extends, edits of its own applied.
  private static func base(of path: String) -> YAMLNode? {
    var diagnostics = Diagnostics()
    guard let file = try? SourceFile.load(path: path),
      let document = YAMLReader.read(file, index: 0, into: &diagnostics),
      let base = document["extends"]?.scalar?.text
    else { return nil }
    let beside = ModelLoader.path(base, beside: path)
    // The file itself could be read, so its base could.
    return ModelLoader.load(path: beside, folders: ModelFile.folders, into: &diagnostics).spec?
      .document
  }
}
