import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// A run's folder, read: how it was made, how it went and where it stands.
public struct RunOverview: Sendable {
  /// The path as given, or below the folder that was looked through.
  public let name: String
  /// The folder.
  public let folder: RunFolder
  /// How it was made.
  public let record: RunRecord
  /// All that `receipt.json` says.
  public let receipt: JSONObject
  /// The resolved model.
  public let model: LoweredModel
  /// Every value that another run could have otherwise, in the order of the model file.
  public let settings: [RunSetting]
  /// How it went.
  public let results: RunResults
  /// Where it stands.
  public let state: RunState
  /// The message of the error that ended it, when its log has one.
  public let failure: String?
  /// What the user should be told, a sentence each.
  public let notices: [String]
  /// The metrics that are shares of the drawings.
  let shares: Set<String>

  /// Reads a run.
  ///
  /// - Parameter path: The run's folder.
  /// - Throws: `FileError` when it is no run or damaged; ``CheckedModel/Unreadable`` and ``ModelError``
  ///   when its model file is wrong.
  public init(_ path: String) throws {
    name = path
    folder = try RunFolder(opening: path)
    guard FoundCheckpoint.isRun(path) else {
      throw FileError(path, "is no run: there is no receipt.json in it")
    }
    record = try RunRecord(folder)
    receipt = try JSONValue(parsing: InputFile.contents(of: folder.receipt)).object ?? JSONObject()
    let checked = try CheckedModel(path: folder.resolvedModel)
    guard let model = checked.lower(.training) else { throw ModelError.invalid }
    self.model = model
    settings = RunSetting.all(of: record, model, checked.spec.document)
    shares = model.shareMetrics
    results = try RunResults(folder, of: model)
    (state, failure) = RunState.read(folder, steps: record.steps)
    var notices: [String] = []
    do {
      try record.checkModel(in: folder)
    } catch let error as FileError {
      notices.append("\(error.path) \(error.message)")
    }
    self.notices = notices
  }

  /// The trained numbers of the model.
  public var parameterCount: Int {
    ParameterStore(for: model.graph.builder.graph).parameterCount
  }

  /// What runs are ranked by: the first evaluated metric that is a share, else the first that is not
  /// the loss, else the loss; nil before the first evaluation.
  public var mainMetric: String? {
    let metrics = results.metrics
    return metrics.first { shares.contains($0) } ?? metrics.first { $0 != "loss" } ?? metrics.first
  }

  /// The last value of an evaluated metric.
  public func last(_ metric: String) -> MeasuredMetric? { measured(metric, results.last(metric)) }

  /// The best value of an evaluated metric.
  public func best(_ metric: String) -> MeasuredMetric? { measured(metric, results.best(metric)) }

  private func measured(_ name: String, _ evaluated: RunResults.Evaluated?) -> MeasuredMetric? {
    guard let evaluated, let value = evaluated.values[name] else { return nil }
    return MeasuredMetric(
      name: name, value: value, isShare: shares.contains(name), step: evaluated.step,
      drawings: evaluated.drawings)
  }
}
