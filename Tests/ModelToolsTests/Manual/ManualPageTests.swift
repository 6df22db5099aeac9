import ModelTools
import TestSupport
import Testing

/// Keeps the manual's generated page equal to what the program declares.
@Suite struct ManualPageTests {
  @Test func thePageIsWhatTheProgramDeclares() throws {
    try expectGolden(ManualPage.text, at: "docs/ops.md")
  }
}
