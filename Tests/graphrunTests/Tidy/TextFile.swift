import Foundation
import TestSupport

/// A file of the package with its lines.
struct TextFile: CustomStringConvertible {
  /// A line that is not a comment.
  struct Code {
    let number: Int
    let text: String
  }

  /// The path from the package's root.
  let path: String
  let lines: [String]

  init(_ path: String) throws {
    self.path = path
    var text = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    if text.hasSuffix("\n") { text.removeLast() }
    lines = text.components(separatedBy: "\n")
  }

  var description: String { path }

  /// The target that a file below `Sources` belongs to.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// The lines that are not whole-line comments.
  var code: [Code] {
    lines.enumerated()
      .filter { !$1.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
      .map { Code(number: $0 + 1, text: $1) }
  }

  /// The rows of the first table whose header has exactly these columns.
  ///
  /// - Returns: The trimmed cells of each row; empty when there is no such table.
  func table(_ columns: [String]) -> [[String]] {
    let rows = lines.map(Self.cells)
    guard let header = rows.firstIndex(of: columns) else { return [] }
    return Array(rows[(header + 2)...].prefix { $0.count == columns.count })
  }

  private static func cells(_ line: String) -> [String] {
    guard line.hasPrefix("|"), line.hasSuffix("|") else { return [] }
    return line.dropFirst().dropLast().components(separatedBy: "|")
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
