import Foundation
import TestSupport
import Testing

/// Holds the documents to the files that they name.
@Suite struct DocumentTests {
  @Test func linksLeadSomewhere() throws {
    for file in try Repository.documents() {
      let folder = Repository.root.appending(path: file.path).deletingLastPathComponent()
      for (index, line) in file.lines.enumerated() {
        for match in line.matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
          #expect(
            FileManager.default.fileExists(atPath: folder.appending(path: String(match.1)).path),
            "\(file):\(index + 1): there is no \(match.1)")
        }
      }
    }
  }

  @Test func namedMakeTargetsExist() throws {
    let targets = Set(
      try TextFile("Makefile").lines.compactMap { line in
        line.firstMatch(of: /^([a-z]+):/).map { String($0.1) }
      })
    for file in try Repository.documents() {
      for line in file.lines {
        for match in line.matches(of: /(?:^|`)make ([a-z]+)/) {
          #expect(targets.contains(String(match.1)), "\(file): there is no `make \(match.1)`")
        }
      }
    }
  }
}
