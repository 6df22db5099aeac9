import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct BuiltInDataTests {
  private let absent = DataDescription(
    format: .tfrecord, folder: "no/such/folder", classes: "c", train: ["t-*"], eval: ["e-*"])

  @Test func generatedDrawingsStandInForAbsentData() throws {
    var options = DataOptions(.evaluation)
    options.builtInEvaluation = 3
    let source = try DataSource.open(absent, options)
    #expect(source.isBuiltIn)
    #expect(source.notices.count == 1)
    #expect(source.notices[0].contains("t-*"))
    #expect(source.notices[0].contains("quickdraw-dataset"))
    #expect(source.classes.names == SyntheticDrawings.categories)
    let statistics = try DataStatistics(try #require(source.eval))
    #expect(statistics.classes.allSatisfy { $0.count == 3 })
    #expect(statistics.empty == 0)
  }

  @Test func theyDoNotStandInForWhatWasNamedOrIsHalfThere() throws {
    var options = DataOptions(.evaluation)
    options.allowsBuiltIn = false
    #expect(throws: DataFileError.self) { try DataSource.open(absent, options) }
    options = DataOptions(.evaluation, path: "no/such/file")
    #expect(throws: DataFileError.self) { try DataSource.open(absent, options) }
    let folder = try TemporaryFolder()
    try ClassList(names: ["cat"]).write(to: folder.file("c"))
    var half = absent
    half.folder = folder.path
    #expect(throws: DataFileError.self) { try DataSource.open(half) }
  }
}
