import Foundation
import QuickDrawModels
import Runtime

/// The folder of a sweep: its plan, the model file that all its runs start from, and their folders.
public struct SweepFolder: Sendable {
  /// The path.
  public let path: String
  /// What is to be trained.
  public let plan: SweepPlan

  /// The model file of all runs.
  var model: String { "\(path)/base.yaml" }
  private static let planName = "sweep.json"

  /// The folder of a run.
  public func folder(of run: SweepPlan.Run) -> String { "\(path)/run-\(run.number)" }

  /// Where a run's messages go until it ends well.
  func messages(of run: SweepPlan.Run) -> String { "\(path)/run-\(run.number).stderr" }

  /// Opens the folder of the sweep with this plan, or makes one.
  ///
  /// - Parameters:
  ///   - plan: What is to be trained.
  ///   - path: The folder; `runs/NAME-sweep-NUMBER` by default, the last one of the same plan or a new
  ///     one.
  /// - Throws: ``SweepError`` when the folder is that of another sweep; `FileError` when it cannot be
  ///   read or written.
  public init(for plan: SweepPlan, at path: String?) throws {
    self.plan = plan
    if let path {
      self.path = path
      if FileManager.default.fileExists(atPath: "\(path)/\(Self.planName)") {
        guard try Self.holds(plan, path) else {
          throw SweepError(
            "\(path) is a sweep of another model, grid, data or number of steps",
            hint: "give the same options to go on with it, or choose another folder")
        }
        return
      }
      _ = try RunFolder(creating: path)
    } else if let found = try Self.find(plan) {
      self.path = found
      return
    } else {
      self.path = try RunFolder(numbered: "\(plan.model)-sweep").path
    }
    try AtomicFile.write(plan.text, to: model)
    try AtomicFile.write("\(plan.json)\n", to: "\(self.path)/\(Self.planName)")
  }

  /// Whether the sweep in a folder has this plan.
  private static func holds(_ plan: SweepPlan, _ path: String) throws -> Bool {
    let stored = "\(path)/\(planName)"
    let json: JSONValue
    do {
      json = try JSONValue(parsing: try InputFile.contents(of: stored))
    } catch let error as JSONError {
      throw error.within(stored, at: 0)
    }
    // Compared as text: a number that is read back is not always the same kind of number.
    guard "\(json)" == "\(plan.json)" else { return false }
    return try InputFile.contents(of: "\(path)/base.yaml") == Array(plan.text.utf8)
  }

  /// The last folder of the same plan.
  private static func find(_ plan: SweepPlan) throws -> String? {
    let prefix = "\(plan.model)-sweep-"
    guard FileManager.default.fileExists(atPath: "runs") else { return nil }
    let numbers = try FileManager.default.contentsOfDirectory(atPath: "runs")
      .filter { $0.hasPrefix(prefix) }.compactMap { Int($0.dropFirst(prefix.count)) }
    for number in numbers.sorted(by: >) {
      let path = "runs/\(prefix)\(number)"
      guard FileManager.default.fileExists(atPath: "\(path)/\(planName)") else { continue }
      if try holds(plan, path) { return path }
    }
    return nil
  }

  /// Where a run stands; nil when it was not begun, or nothing of it can be used.
  func state(of run: SweepPlan.Run) -> RunState? {
    let path = folder(of: run)
    guard FoundCheckpoint.isRun(path), let folder = try? RunFolder(opening: path),
      let record = try? RunRecord(folder)
    else { return nil }
    return RunState.read(folder, steps: record.steps).state
  }

  /// Whether a run has a checkpoint to go on from.
  func canResume(_ run: SweepPlan.Run) -> Bool {
    let newest = try? CheckpointStore(reading: folder(of: run)).newest()
    return newest?.checkpoint != nil
  }

  /// The steps that a run has done, as far as its metrics tell.
  func steps(of run: SweepPlan.Run) -> Int {
    guard let file = try? InputFile("\(folder(of: run))/metrics.jsonl") else { return 0 }
    let count = min(file.size, 1 << 12)
    guard let tail = try? file.read(count, at: file.size - count) else { return 0 }
    let lines = tail.split(separator: UInt8(ascii: "\n"))
    return lines.reversed().lazy.compactMap { try? JSONValue(parsing: Array($0))["step"]?.integer }
      .first ?? 0
  }
}
