import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// The checkpoints of a run, as `ckpt ls` prints them.
public struct CheckpointList: Sendable {
  /// One checkpoint.
  public struct Row: Sendable {
    public let step: Int
    /// Its folder.
    public let folder: String
    /// The bytes of its files.
    public let size: Int
    /// Whether it is the one that `resume` goes on from.
    public let isNewest: Bool
    /// Whether it had the best value of the metric that the run watches.
    public let isBest: Bool
    /// What is wrong with it; nil when every file is as its manifest says.
    public let problem: FileError?
  }

  /// The checkpoints, by rising step.
  public let rows: [Row]
  /// The best evaluation so far; nil when no metric is watched.
  public let best: BestEvaluation?

  /// Lists the checkpoints of a run and compares every file with its manifest.
  ///
  /// - Throws: `FileError` when the run has no folder of checkpoints.
  public init(_ run: RunFolder) throws {
    let store = CheckpointStore(reading: run.path)
    let found = try store.steps().map { step in (step, Self.load(step, store)) }
    let newest = found.last { $0.1.checkpoint != nil }
    best = try newest?.1.checkpoint.flatMap { try BestEvaluation(of: $0) }
    rows = found.compactMap { [best] step, loaded in
      let folder = store.folder(of: step)
      // A training that goes on there may have removed it since.
      guard let size = try? Self.size(of: folder) else { return nil }
      return Row(
        step: step, folder: folder, size: size,
        isNewest: step == newest?.0, isBest: step == best?.step, problem: loaded.problem)
    }
  }

  /// A table.
  public var lines: [String] {
    var table = TextTable([("step", .right), ("size", .right), ("state", .left), ("", .left)])
    for row in rows {
      var marks: [String] = []
      if row.isNewest { marks.append("newest") }
      if row.isBest, let best {
        marks.append("best eval.\(best.metric) \(Format.number(best.value))")
      }
      let state = row.problem.map { "damaged: \(DisplayText.escaped($0.description))" } ?? "intact"
      table.append([
        Format.count(row.step), Format.bytes(Double(row.size)), state,
        marks.joined(separator: ", "),
      ])
    }
    return table.lines()
  }

  /// One object a checkpoint.
  public var json: [JSONValue] {
    rows.map { row in
      var object = JSONObject()
      object["step"] = .integer(row.step)
      object["folder"] = .string(row.folder)
      object["bytes"] = .integer(row.size)
      object["newest"] = .bool(row.isNewest)
      object["best"] = .bool(row.isBest)
      object["intact"] = .bool(row.problem == nil)
      object["problem"] = row.problem.map { .string($0.description) }
      return .object(object)
    }
  }

  private static func load(
    _ step: Int, _ store: CheckpointStore
  ) -> (checkpoint: Checkpoint?, problem: FileError?) {
    do throws(FileError) {
      return (try store.load(step), nil)
    } catch {
      return (nil, error)
    }
  }

  private static func size(of folder: String) throws -> Int {
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
      let attributes = try files.attributesOfItem(atPath: "\(folder)/\(name)")
      return sum + (attributes[.size] as? Int ?? 0)
    }
  }
}
