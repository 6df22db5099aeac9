import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// One side of a comparison: a model file, a run, a checkpoint, or weights alone.
public struct DiffSubject: Sendable {
  /// A model, checked and without errors.
  public struct Model: Sendable {
    let checked: CheckedModel
    let lowered: LoweredModel
    let nodes: [ComparedNode]
    let shapes: [TensorShape]
    let cost: ModelCost
  }

  /// A run and what it led to.
  public struct Run: Sendable {
    let record: RunRecord
    let results: RunResults
  }

  /// What the side is called.
  public let title: String
  /// The model; nil for weights alone.
  public let model: Model?
  /// The names and sizes of the weights: those that are stored, else those of the model.
  public let weights: [TensorShape]
  /// Whether ``weights`` are stored; otherwise they are what a training of the model would store.
  public let hasWeights: Bool
  /// The run; nil when there is none.
  public let run: Run?
  /// What the user should be told, a sentence each.
  public let notices: [String]

  /// Reads a side.
  ///
  /// - Parameters:
  ///   - path: A model file, a run's folder, the folder of a checkpoint, or a safetensors file.
  ///   - sets: Changes to the model, as `path=value`.
  ///   - title: What to call it; the path if nil.
  ///   - checked: Takes the model's texts and problems, also when this throws.
  /// - Throws: What `checked` throws; ``CheckedModel/Unreadable`` and ``ModelError`` when the model is
  ///   wrong; `FileError` when something is missing or damaged.
  public init(
    _ path: String, sets: [String] = [], title: String? = nil,
    checked: (CheckedModel) throws -> Void = { _ in }
  ) throws {
    self.title = title ?? path
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    var (stored, folder, notices): (StoredWeights?, RunFolder?, [String]) = (nil, nil, [])
    if isThere, isFolder.boolValue {
      folder = try FoundCheckpoint.isRun(path) ? RunFolder(opening: path) : nil
      if FoundCheckpoint.isCheckpoint(path) { folder = try FoundCheckpoint.run(of: path) }
      do {
        stored = try StoredWeights(path)
      } catch let error as FileError where folder != nil && error.kind == .input {
        notices.append("\(path) has no checkpoint yet: its weights are taken to be its model's")
      }
    } else if path.hasSuffix(".safetensors") {
      stored = try StoredWeights(path)
    }
    notices += stored?.notices ?? []
    let file = folder?.resolvedModel ?? (stored == nil ? ModelFile.path(of: path) : nil)
    guard file != nil || sets.isEmpty else {
      throw FileError(path, "is weights alone, without a model that `--set` could change")
    }
    model = try file.map { try Self.model($0, sets, checked) }
    run = try Self.run(folder, model, path, stored?.step, &notices)
    weights = stored?.file.shapes ?? model?.shapes ?? []
    hasWeights = stored != nil
    self.notices = notices
  }

  /// A model file whose text is here already.
  ///
  /// - Throws: ``CheckedModel/Unreadable`` and ``ModelError`` when the model is wrong.
  public init(text: String, title: String) throws {
    let model = try Self.model(CheckedModel(text: text, path: title))
    self.title = title
    self.model = model
    weights = model.shapes
    hasWeights = false
    run = nil
    notices = []
  }

  private static func model(
    _ path: String, _ sets: [String], _ checked: (CheckedModel) throws -> Void
  ) throws -> Model {
    let model = try CheckedModel(path: path, sets: sets)
    try checked(model)
    return try Self.model(model)
  }

  private static func model(_ model: CheckedModel) throws -> Model {
    guard let lowered = model.lower(.training) else { throw ModelError.invalid }
    let store = ParameterStore(for: lowered.graph.builder.graph)
    return Model(
      checked: model, lowered: lowered, nodes: ComparedNode.nodes(of: lowered, store),
      shapes: store.shapes, cost: try ModelCost(lowered, store))
  }

  private static func run(
    _ folder: RunFolder?, _ model: Model?, _ path: String, _ step: Int?, _ notices: inout [String]
  ) throws -> Run? {
    guard let folder, let model else { return nil }
    let record = try RunRecord(folder)
    do {
      try record.checkModel(in: folder)
    } catch let error as FileError {
      notices.append("\(error.path) \(error.message)")
    }
    // A checkpoint is where the run stood when it was saved.
    let limit = FoundCheckpoint.isCheckpoint(path) ? step : nil
    let results = try RunResults(folder, of: model.lowered, upTo: limit)
    return Run(record: record, results: results)
  }
}
