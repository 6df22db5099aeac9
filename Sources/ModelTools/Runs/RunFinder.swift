import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// The runs below folders, and what looks like one and is none.
public struct RunFinder: Sendable {
  /// The runs, by name; those with a number by their number.
  public private(set) var runs: [RunOverview] = []
  /// What could not be read, a sentence each that begins with the path.
  public private(set) var problems: [String] = []

  /// How deep runs are looked for below a folder.
  private static let deepest = 8
  /// So many folders beside runs are named one by one.
  private static let mostNamed = 5

  /// Looks through folders: each is a run, or holds runs, or holds folders that do.
  ///
  /// - Throws: `FileError` when a folder is missing.
  public init(_ folders: [String]) throws {
    var seen: Set<String> = []
    for folder in folders {
      // Names are built from the path, and `runs/` would give `runs//quickdraw-1`.
      let trimmed = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      let path = try RunFolder(opening: trimmed).path
      if !look(into: path, depth: 0, &seen) {
        problems.append("\(path): there is no run in it")
      }
    }
    runs.sort { $0.name.compare($1.name, options: .numeric) == .orderedAscending }
  }

  /// The runs that a user named, one by one or by the folders that hold them, in that order.
  ///
  /// - Parameters:
  ///   - folders: Runs, which must be readable, and folders that hold runs.
  ///   - notice: Told of what is wrong with runs that were not named themselves.
  /// - Returns: At least one run.
  /// - Throws: What ``RunOverview/init(_:)`` throws for a run that was named; `FileError` when there is
  ///   no run at all.
  public static func chosen(
    _ folders: [String], notice: (String) -> Void
  ) throws -> [RunOverview] {
    var runs: [RunOverview] = []
    for folder in folders {
      if FoundCheckpoint.isRun(folder) {
        let run = try RunOverview(folder)
        run.notices.forEach(notice)
        runs.append(run)
      } else {
        let found = try RunFinder([folder])
        found.problems.forEach(notice)
        runs += found.runs
      }
    }
    guard !runs.isEmpty else {
      throw FileError(
        folders.joined(separator: ", "), "there is no run", hint: "`graphrun train` makes one",
        kind: .input)
    }
    return runs
  }

  /// Reads what is in a folder; returns whether there was a run, damaged or not.
  private mutating func look(into path: String, depth: Int, _ seen: inout Set<String>) -> Bool {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard seen.insert(real).inserted else { return true }
    if Self.looksLikeRun(path) {
      read(path)
      return true
    }
    guard depth < Self.deepest else { return false }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    var (found, foreign) = (false, [String]())
    for name in names.sorted() where !name.hasPrefix(".") {
      let inner = "\(path)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder),
        isFolder.boolValue
      else { continue }
      if look(into: inner, depth: depth + 1, &seen) { found = true } else { foreign.append(inner) }
    }
    if found {
      problems += foreign.prefix(Self.mostNamed).map { "\($0): there is no run in it" }
      let others = foreign.count - Self.mostNamed
      if others > 0 { problems.append("\(path): \(others) more folders without a run") }
    }
    return found
  }

  /// A folder with any of a run's files is a run or was to be one.
  private static func looksLikeRun(_ path: String) -> Bool {
    ["receipt.json", "metrics.jsonl", "model.resolved.yaml"].contains {
      FileManager.default.fileExists(atPath: "\(path)/\($0)")
    }
  }

  private mutating func read(_ path: String) {
    do {
      let run = try RunOverview(path)
      runs.append(run)
      problems += run.notices
    } catch let error as FileError {
      problems.append("\(error)")
    } catch let error as CheckedModel.Unreadable {
      let first = error.diagnostics.all.first?.message ?? "it cannot be read"
      problems.append("\(path)/model.resolved.yaml: \(first)")
    } catch {
      problems.append("\(path): \(error)")
    }
  }
}
