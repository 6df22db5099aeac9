import GraphDSL
import Kernels
import Ops
import Runtime

extension RunRecord {
  /// Opens a run's model and data again, as they were when the training began.
  ///
  /// - Parameters:
  ///   - folder: The run.
  ///   - path: Where the data are now; nil for where they were.
  /// - Returns: The experiment, and what the user should be told.
  /// - Throws: `FileError` when the model or the data were changed or are gone, and what opening them
  ///   throws.
  public func reopen(
    _ folder: RunFolder, data path: String? = nil
  ) throws -> (experiment: Experiment, notices: [String]) {
    try checkModel(in: folder)
    if path == nil { try dataRecord?.checkPresence(startedIn: self.folder) }
    var request = Experiment.Request(path: folder.resolvedModel, data: path ?? data)
    if case .builtIn(let builtIn) = dataRecord { request.builtIn = builtIn }
    let experiment = try Experiment(request, checked: { _ in })
    try dataRecord?.check(DataRecord(experiment.data))
    guard experiment.data.classes.names == classes else {
      throw FileError(
        folder.receipt,
        "names \(classes.count) classes, which are not the "
          + "\(experiment.data.classes.count) of the data now")
    }
    var notices: [String] = []
    if let graphDigest, graphDigest != experiment.training.digest {
      notices.append("this version of graphrun makes another graph of the same model file")
    }
    return (experiment, notices)
  }
}

extension Experiment {
  /// The model file and what it extends and uses.
  var sourceRecords: [FileRecord] {
    sources.files.filter { $0.path != ModelLoader.commandLine }.map {
      FileRecord($0.path, contents: $0.bytes)
    }
  }
}

extension LoweredModel {
  /// The SHA-256 digest of the graph as text: every value with its type, every node with all its
  /// attributes, those that have their default among them.
  ///
  /// It stays the same when only the wording of the model file changes, and changes when another
  /// version of the program understands the same words otherwise.
  public var digest: String {
    let schemas = Dictionary(catalog.map { ($0.schema.name, $0.schema) }) { first, _ in first }
    var text = GraphPrinter.text(graph)
    for node in nodes {
      let declared = schemas[node.spec.op.value]?.attributes ?? []
      let attributes = declared.map { declaration in
        let value = node.attributes[declaration.name] ?? declaration.defaultAttribute
        return "\(declaration.name)=\(value.map { $0.description } ?? "-")"
      }
      text += "\(node.spec.name.value) \(node.spec.op.value) \(attributes.joined(separator: " "))\n"
    }
    return text.withUTF8 { SHA256.hexadecimal(of: UnsafeRawBufferPointer($0)) }
  }
}
