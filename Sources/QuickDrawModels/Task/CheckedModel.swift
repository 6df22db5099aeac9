import GraphDSL
import Ops
import Runtime

/// A model file as read, with the problems found in it so far.
public struct CheckedModel: Sendable {
  /// The parsed file, edits applied.
  public let spec: ModelSpec
  /// The texts, for showing problems.
  public let sources: SourceSet
  /// Everything found so far.
  public private(set) var diagnostics: Diagnostics
  private let training: LoweredModel?

  /// What is wrong with a file that could not even be parsed.
  public struct Unreadable: Error, Sendable {
    public let sources: SourceSet
    public let diagnostics: Diagnostics

    /// What was found in the files that were read; no file when there is none.
    public init(sources: SourceSet, diagnostics: Diagnostics) {
      self.sources = sources
      self.diagnostics = diagnostics
    }
  }

  /// Reads a model file.
  ///
  /// - Throws: ``Unreadable`` when it is no model file at all.
  public init(path: String, sets: [String] = []) throws(Unreadable) {
    var diagnostics = Diagnostics()
    let loaded = ModelLoader.load(
      path: path, sets: sets, folders: ModelFile.folders, into: &diagnostics)
    try self.init(loaded, diagnostics)
  }

  /// Reads a model file whose text is here already.
  ///
  /// - Throws: ``Unreadable`` when it is no model file at all.
  public init(text: String, path: String) throws(Unreadable) {
    var diagnostics = Diagnostics()
    let loaded = ModelLoader.load(
      text: text, path: path, folders: ModelFile.folders, into: &diagnostics)
    try self.init(loaded, diagnostics)
  }

  private init(
    _ loaded: (spec: ModelSpec?, sources: SourceSet), _ found: Diagnostics
  ) throws(Unreadable) {
    var diagnostics = found
    let sources = loaded.sources
    guard let spec = loaded.spec else {
      throw Unreadable(sources: sources, diagnostics: diagnostics)
    }
    self.spec = spec
    self.sources = sources
    // Both modes have the same problems, so one of them is asked.
    training = ModelLowering.lower(spec, mode: .training, catalog: catalog, into: &diagnostics)
    self.diagnostics = diagnostics
  }

  /// The graph for a mode; nil when the file has errors.
  public func lower(_ mode: GraphBuilder.Mode) -> LoweredModel? {
    guard !diagnostics.hasErrors else { return nil }
    if mode == .training { return training }
    var ignored = Diagnostics()
    return ModelLowering.lower(spec, mode: mode, catalog: catalog, into: &ignored)
  }
}

extension DataDescription {
  /// The data that a model file describes.
  public init(_ spec: DataSpec) {
    self.init(
      format: spec.format.value == .tfrecord ? .tfrecord : .ndjson,
      classes: spec.classes?.value, train: spec.train.map { [$0.files.value] } ?? [],
      eval: spec.evaluation.map { [$0.files.value] } ?? [])
    for field in spec.fields {
      if let shape = field.shape {
        fields.ink = field.key.value
        fields.shape = shape.value
      } else {
        fields.classIndex = field.key.value
      }
    }
    guard let raw = spec.raw else { return }
    keys = DrawingKeys(strokes: raw.strokes, word: raw.classKey)
    if raw.steps.contains(.uniformBox) { normalize = .uniform }
  }
}
