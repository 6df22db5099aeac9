import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct BuiltInRecordTests {
  /// When this fails because drawings are made otherwise on purpose, raise
  /// `SyntheticDrawings.version`, so that runs on the old ones say that they cannot be repeated.
  @Test func theVersionStandsForTheDrawings() throws {
    var lines = ""
    for category in SyntheticDrawings.categories {
      for index in 0..<20 {
        let made = SyntheticDrawings.drawing(category: category, index: index, seed: 1)
        lines += DrawingWriter.ndjsonLine(try #require(made)) + "\n"
      }
    }
    #expect(SyntheticDrawings.version == 1)
    let folder = try TemporaryFolder()
    let file = try folder.write(lines, to: "drawings.ndjson")
    #expect(
      try InputFile(file).sha256()
        == "30509d9496c0ae07e70a6416482bb196c62da950719fa00db896686963278125")
  }

  @Test func aRecordIsReadBack() throws {
    let record = BuiltInRecord(DataOptions())
    #expect(BuiltInRecord(record.json) == record)
    var options = DataOptions()
    options.builtInSeed = 9
    options.use(record)
    #expect(BuiltInRecord(options) == record && options.wantsBuiltIn)
  }
}
