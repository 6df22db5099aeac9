import Foundation
import TestSupport

/// The package's files, for tests of the sources and documents themselves.
extension Repository {
  /// Every Swift file below `Sources` that a person wrote.
  static func sources() throws -> [TextFile] {
    try files(in: "Sources", ending: ".swift").filter { !$0.path.hasSuffix(".pb.swift") }
  }

  /// The documents for people: those at the root and those in `docs` and `benchmarks`.
  static func documents() throws -> [TextFile] {
    let top = try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".md") }.map { try TextFile($0) }
    return try top + files(in: "docs", ending: ".md") + files(in: "benchmarks", ending: ".md")
  }

  /// The files below a folder, sorted by path.
  static func files(in folder: String, ending: String) throws -> [TextFile] {
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: root.appending(path: folder).path)
    return try names.filter { $0.hasSuffix(ending) }.sorted().map {
      try TextFile("\(folder)/\($0)")
    }
  }
}
