import TestSupport
import Testing

/// Holds the sources to the table of targets in `ARCHITECTURE.md`.
@Suite struct ImportTests {
  /// The system's modules, which every target may use.
  static let system: Set<String> = [
    "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Darwin", "Glibc",
  ]

  /// The modules of the package that each target may import, from the table.
  static func allowed() throws -> [String: Set<String>] {
    let rows = try TextFile("ARCHITECTURE.md").table(["target", "may import", "never"])
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (quoted(row[0]).joined(), Set(quoted(row[1])))
      })
  }

  @Test func everyTargetStandsInTheTable() throws {
    let targets = Set(try Repository.sources().map(\.target))
    #expect(targets == Set(try Self.allowed().keys))
  }

  @Test func sourcesImportOnlyWhatTheTableAllows() throws {
    let allowed = try Self.allowed()
    for file in try Repository.sources() {
      let modules = Self.system.union(allowed[file.target] ?? [])
      for line in file.code where line.text.contains("import ") {
        guard let match = line.text.firstMatch(of: /^\s*(?:@\w+ |public )*import (?:\w+ )?(\w+)/)
        else { continue }
        #expect(
          modules.contains(String(match.1)),
          "\(file):\(line.number): `\(file.target)` may not import `\(match.1)`")
      }
    }
  }

  private static func quoted(_ cell: String) -> [String] {
    cell.matches(of: /`([^`]+)`/).map { String($0.1) }
  }
}
