import GraphDSL
import Ops
import Runtime

/// A model file that was read and checked, in both modes, with the data that it is for.
public struct Experiment: Sendable {
  /// What the command line adds to a model file.
  public struct Request: Sendable {
    /// The model file.
    public var path: String
    /// Edits as `path=value`, applied in order.
    public var sets: [String]
    /// Data that takes the place of the file's; nil for the file's own.
    public var data: String?
    /// What the data are for.
    public var use: DataOptions.Use
    /// Whether the first line that is no drawing is an error.
    public var isStrict = false
    /// The generated drawings to use, whatever files there are; nil for files.
    public var builtIn: BuiltInRecord?

    /// A request.
    public init(
      path: String, sets: [String] = [], data: String? = nil, use: DataOptions.Use = .training
    ) {
      self.path = path
      self.sets = sets
      self.data = data
      self.use = use
    }
  }

  /// The parsed file, edits applied.
  public let spec: ModelSpec
  /// The texts of the file and of what it extends and uses, for showing problems.
  public let sources: SourceSet
  /// The edits that were applied, as `path=value`.
  public let sets: [String]
  /// The model in training mode.
  public let training: LoweredModel
  /// The model in evaluation mode.
  public let evaluation: LoweredModel
  /// The data, open.
  public let data: DataSource
  /// Fills the model's inputs.
  public let feed: DrawingFeed
  /// What the user should be told, a sentence each.
  public let notices: [String]

  /// Reads a model file and opens its data.
  ///
  /// The number of classes follows the data when the model has a parameter `num_classes` that the
  /// user did not set and the data are not the file's own.
  ///
  /// - Parameters:
  ///   - request: What to open.
  ///   - checked: Takes the file's texts and problems, also when this throws.
  /// - Throws: ``ModelError`` when the file is wrong; `DataFileError` and others when the data are.
  public init(_ request: Request, checked: (CheckedModel) -> Void) throws {
    var model = try CheckedModel(path: request.path, sets: request.sets)
    checked(model)
    guard let first = model.lower(.training) else { throw ModelError.invalid }
    var options = DataOptions(request.use, path: request.data)
    options.isStrict = request.isStrict
    if let builtIn = request.builtIn { options.use(builtIn) }
    data = try DataSource.open(first.data.map(DataDescription.init), options)
    var notices = data.notices
    var sets = request.sets

    let classes = data.classes.count
    if let entry = first.parameters["num_classes"], entry.value != .int(classes) {
      let isGiven = request.sets.contains { $0.hasPrefix("num_classes=") }
      guard !isGiven, request.data != nil || data.isBuiltIn else {
        throw ModelError.classCount(model: entry.value.description, data: classes)
      }
      notices.append("the data have \(classes) classes, so num_classes is \(classes)")
      sets.append("num_classes=\(classes)")
      model = try CheckedModel(path: request.path, sets: sets)
    }
    guard let training = model.lower(.training), let evaluation = model.lower(.evaluation) else {
      throw ModelError.invalid
    }
    spec = model.spec
    sources = model.sources
    self.sets = sets
    self.training = training
    self.evaluation = evaluation
    self.notices = notices
    feed = try DrawingFeed(training)
  }

  /// A trained or new set of parameters for the model, each as declared for `seed`.
  public func parameters(seed: UInt64) -> ParameterStore {
    let store = ParameterStore(for: training.graph.builder.graph)
    store.initialize(seed: seed)
    return store
  }

  /// What training needs besides the graph.
  ///
  /// - Throws: ``ModelError/notTrainable(_:)`` when the model has no loss, no settings or no
  ///   drawings.
  public func trainable() throws(ModelError) -> (settings: TrainSpec, drawings: Dataset) {
    guard let settings = training.train else {
      throw .notTrainable("the model file has no `train` section")
    }
    guard training.graph.loss != nil else {
      throw .notTrainable("the model file has no `loss`, so there is nothing to train")
    }
    guard let drawings = data.train else {
      throw .notTrainable("there are no training drawings")
    }
    guard settings.earlyStopping == nil || data.eval != nil else {
      throw .notTrainable(
        "`early_stopping` watches evaluations, but there are no drawings to evaluate on")
    }
    return (settings, drawings)
  }
}

/// Why a model cannot be used.
public enum ModelError: Error, Sendable, CustomStringConvertible {
  /// The file has errors, which were reported with their places.
  case invalid
  /// The file's number of classes is not that of the data.
  case classCount(model: String, data: Int)
  /// The file has no `train` section or no loss.
  case notTrainable(String)
  /// No output of the model holds a number for each class.
  case noClassOutput(classes: Int)

  public var description: String {
    switch self {
    case .invalid: "the model file has errors"
    case .classCount(let model, let data):
      "the model has num_classes = \(model), but the data have \(data) classes"
    case .notTrainable(let reason): reason
    case .noClassOutput(let classes):
      "`predict` names classes, but the model has no output f32[B, \(classes)], a number for each of "
        + "the \(classes) classes\n"
        + "hint: a classifier names one: outputs: {logits: {op: identity, from: logits}}"
    }
  }
}
