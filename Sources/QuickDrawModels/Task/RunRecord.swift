import Foundation
import GraphDSL
import Kernels
import Runtime

/// What a run folder says of how the run was made: `receipt.json` and the model files.
public struct RunRecord: Sendable, Equatable {
  /// The data that took the place of the model file's; nil for the file's own.
  public let data: String?
  /// The seed of weights, order and dropout.
  public let seed: UInt64
  /// The steps that were asked for.
  public let steps: Int
  /// The digest of `model.resolved.yaml`.
  public let modelDigest: String
  /// The weights that the training started from; nil when they were new.
  public let initialWeights: String?
  /// The names of the classes, in the order of the model's numbers.
  public let classes: [String]

  /// Reads a run's receipt.
  ///
  /// - Throws: `FileError` when it is missing or damaged.
  public init(_ folder: RunFolder) throws {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: try InputFile.contents(of: folder.receipt))
    } catch let error as JSONError {
      throw error.within(folder.receipt, at: 0)
    }
    guard let seed = json["seed"]?.integer.flatMap(UInt64.init(exactly:)),
      let steps = json["steps"]?.integer, let digest = json["model_sha256"]?.string,
      let classes = json["classes"]?.array?.compactMap(\.string)
    else { throw FileError(folder.receipt, "lacks `seed`, `steps`, `model_sha256` or `classes`") }
    self.seed = seed
    self.steps = steps
    modelDigest = digest
    self.classes = classes
    data = json["data"]?.string
    initialWeights = json["init_from"]?["path"]?.string
  }

  /// Checks that the run's resolved model file is the one that was trained.
  ///
  /// - Throws: `FileError` when it was changed.
  public func checkModel(in folder: RunFolder) throws {
    let digest = Self.digest(try InputFile.contents(of: folder.resolvedModel))
    guard digest == modelDigest else {
      throw FileError(
        folder.resolvedModel, "was changed after the training began",
        hint: "train the changed file as a new run: graphrun train \(folder.resolvedModel)")
    }
  }

  static func write(
    _ experiment: Experiment, options: TrainingRun.Options, seed: UInt64, steps: Int,
    to folder: RunFolder
  ) throws {
    let resolved = YAMLWriter.text(experiment.spec.document)
    try AtomicFile.write(Array(experiment.givenText.utf8), to: folder.model)
    try AtomicFile.write(Array(resolved.utf8), to: folder.resolvedModel)
    var receipt = JSONObject()
    receipt["model"] = .string(experiment.training.name)
    receipt["model_sha256"] = .string(digest(Array(resolved.utf8)))
    receipt["data"] = options.data.map(JSONValue.string)
    receipt["init_from"] = options.initialWeights?.json
    receipt["classes"] = .array(experiment.data.classes.names.map(JSONValue.string))
    receipt["training_drawings"] = .integer(experiment.data.train?.count ?? 0)
    receipt["evaluation_drawings"] = .integer(experiment.data.eval?.count ?? 0)
    receipt["seed"] = .integer(Int(exactly: seed) ?? 0)
    receipt["steps"] = .integer(steps)
    receipt["threads"] = .integer(WorkerPool.shared.threads)
    receipt["command"] = .array(options.commandLine.map(JSONValue.string))
    receipt["machine"] = .string(ProcessInfo.processInfo.operatingSystemVersionString)
    receipt["started"] = .string(Date().ISO8601Format())
    try AtomicFile.write(Array("\(JSONValue.object(receipt))\n".utf8), to: folder.receipt)
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
  }
}
