import Testing

@testable import graphrun

@Suite struct ExitStatusTests {
  @Test func theManualListsThemAll() throws {
    let rows = try TextFile("docs/language.md").table(["status", "meaning"])
    #expect(rows.map { Int32($0[0]) } == ExitStatus.allCases.map(\.rawValue).sorted())
  }
}
