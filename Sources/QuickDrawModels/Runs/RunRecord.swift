import Foundation
import GraphDSL
import Kernels
import Runtime

/// A run's `receipt.json`: everything that is needed to make the run again, and to notice when it
/// would not be the same.
public struct RunRecord: Sendable, Equatable {
  /// All that the receipt says; members that this version does not know are kept.
  public private(set) var json: JSONObject
  /// The data that took the place of the model file's; nil for the file's own.
  public let data: String?
  /// What the data were; nil in receipts of older versions.
  public let dataRecord: DataRecord?
  /// The seed of weights, order and dropout.
  public let seed: UInt64
  /// The steps to do in all.
  public private(set) var steps: Int
  /// The digest of `model.resolved.yaml`.
  public let modelDigest: String
  /// The text of `model.resolved.yaml`; nil in receipts of older versions.
  public let resolvedModel: String?
  /// The digest of the graph that the model file became; nil in receipts of older versions.
  public let graphDigest: String?
  /// The weights that the training started from; nil when they were new.
  public let initialWeights: String?
  /// The names of the classes, in the order of the model's numbers.
  public let classes: [String]
  /// The program and the machine that began the training.
  public let program: ProgramRecord
  /// The folder in which the training began; nil in receipts of older versions.
  public let folder: String?

  /// Reads a run's receipt.
  ///
  /// - Throws: `FileError` when it is missing or damaged.
  public init(_ folder: RunFolder) throws {
    guard FileManager.default.fileExists(atPath: folder.receipt) else {
      throw FileError(
        folder.path,
        "has no receipt.json: it is no run, or one that was broken off before it began",
        kind: .input)
    }
    do {
      let json = try JSONValue(parsing: try InputFile.contents(of: folder.receipt))
      try self.init(json.object ?? JSONObject(), path: folder.receipt)
    } catch let error as JSONError {
      throw error.within(folder.receipt, at: 0)
    }
  }

  private init(_ json: JSONObject, path: String) throws(FileError) {
    guard let seed = json["seed"]?.integer.flatMap(UInt64.init(exactly:)),
      let steps = json["steps"]?.integer, let digest = json["model_sha256"]?.string,
      let classes = json["classes"]?.array?.compactMap(\.string)
    else { throw FileError(path, "lacks `seed`, `steps`, `model_sha256` or `classes`") }
    self.json = json
    self.seed = seed
    self.steps = steps
    modelDigest = digest
    self.classes = classes
    data = json["data"]?.string
    dataRecord = DataRecord(json)
    resolvedModel = json["resolved_model"]?.string
    graphDigest = json["graph_sha256"]?.string
    initialWeights = json["init_from"]?["path"]?.string
    program = ProgramRecord(json)
    folder = json["folder"]?.string
  }

  /// What there is to say of a training that begins now.
  ///
  /// - Throws: `FileError` when a file of data cannot be read.
  init(
    _ experiment: Experiment, options: TrainingRun.Options, seed: UInt64, steps: Int
  ) throws {
    let resolved = YAMLWriter.text(experiment.spec.document)
    var json = JSONObject()
    json["model"] = .string(experiment.training.name)
    json["model_sha256"] = .string(Self.digest(resolved))
    json["graph_sha256"] = .string(experiment.training.digest)
    json["sources"] = .array(experiment.sourceRecords.map(\.json))
    json["set"] = .array(experiment.sets.map(JSONValue.string))
    json["data"] = options.data.map(JSONValue.string)
    try DataRecord(experiment.data).add(to: &json)
    json["classes"] = .array(experiment.data.classes.names.map(JSONValue.string))
    json["training_drawings"] = .integer(experiment.data.train?.count ?? 0)
    json["evaluation_drawings"] = .integer(experiment.data.eval?.count ?? 0)
    json["init_from"] = options.initialWeights?.json
    json["seed"] = .integer(Int(clamping: seed))
    json["steps"] = .integer(steps)
    json["threads"] = .integer(WorkerPool.shared.threads)
    for section in ProgramRecord.current.sections { json[section.name] = .object(section.members) }
    json["command"] = .array(options.commandLine.map(JSONValue.string))
    json["folder"] = .string(FileManager.default.currentDirectoryPath)
    json["started"] = .string(Date().ISO8601Format())
    json["repeats"] = options.repeats.map(JSONValue.string)
    json["resolved_model"] = .string(resolved)
    try self.init(json, path: "receipt.json")
  }

  /// Notes that the training goes on to `steps` steps.
  mutating func resume(
    after step: Int, to steps: Int, commandLine: [String], hasNewPatience: Bool = false
  ) {
    var event = JSONObject()
    event["after"] = .integer(step)
    event["steps"] = .integer(steps)
    if hasNewPatience { event["restarted_patience"] = true }
    event["threads"] = .integer(WorkerPool.shared.threads)
    // Only what is not as at the beginning: a run that stays where it was says nothing new.
    let now = ProgramRecord.current
    if now != program {
      for section in now.sections { event[section.name] = .object(section.members) }
    }
    event["command"] = .array(commandLine.map(JSONValue.string))
    event["started"] = .string(Date().ISO8601Format())
    json["resumed"] = .array((json["resumed"]?.array ?? []) + [.object(event)])
    json["steps"] = .integer(steps)
    self.steps = steps
  }

  /// Whether the training ended early and was made to go on, which one training does not do.
  var hasNewPatience: Bool {
    json["resumed"]?.array?.contains { $0["restarted_patience"]?.bool == true } == true
  }

  /// Writes the receipt.
  ///
  /// - Throws: `FileError` when it cannot be written; an older one is then as it was.
  func write(to folder: RunFolder) throws(FileError) {
    try AtomicFile.write("\(JSONValue.object(json))\n", to: folder.receipt)
  }

  /// Whether the run's resolved model file is, byte for byte, the one that was trained.
  ///
  /// - Throws: `FileError` when it cannot be read.
  public func isModelUnchanged(in folder: RunFolder) throws(FileError) -> Bool {
    let bytes = try InputFile.contents(of: folder.resolvedModel)
    return bytes.withUnsafeBytes { SHA256.hexadecimal(of: $0) } == modelDigest
  }

  /// Checks that the run's resolved model file is the one that was trained.
  ///
  /// - Throws: `FileError` when it was changed.
  public func checkModel(in folder: RunFolder) throws {
    guard try isModelUnchanged(in: folder) else {
      throw FileError(
        folder.resolvedModel, "was changed after the training began",
        hint: "train the changed file as a new run: graphrun train \(folder.resolvedModel)")
    }
  }

  private static func digest(_ text: String) -> String {
    var text = text
    return text.withUTF8 { SHA256.hexadecimal(of: UnsafeRawBufferPointer($0)) }
  }
}
