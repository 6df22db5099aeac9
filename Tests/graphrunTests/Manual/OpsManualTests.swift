import Foundation
import Testing

/// Keeps the manual's generated page equal to what the program declares.
@Suite struct OpsManualTests {
  @Test func thePageIsWhatTheProgramDeclares() throws {
    let page = Repository.root.appending(path: "docs/ops.md")
    let expected = OpsManual.text
    if ProcessInfo.processInfo.environment["GRAPHRUN_REWRITE"] == "1" {
      try Data(expected.utf8).write(to: page)
      Issue.record("docs/ops.md was written anew; look at the difference")
    }
    #expect(
      try String(contentsOf: page, encoding: .utf8) == expected,
      "docs/ops.md is out of date: GRAPHRUN_REWRITE=1 make test")
  }
}
