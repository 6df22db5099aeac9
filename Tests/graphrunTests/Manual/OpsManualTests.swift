import TestSupport
import Testing

/// Keeps the manual's generated page equal to what the program declares.
@Suite struct OpsManualTests {
  @Test func thePageIsWhatTheProgramDeclares() throws {
    try expectGolden(OpsManual.text, at: "docs/ops.md")
  }
}
