import ModelTools
import QuickDrawModels
import Runtime
import TestSupport
import Testing

/// New model files, small or copied.
@Suite struct NewModelTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theStarterIsRightAndCanonical() throws {
    let new = try NewModel(path: folder.file("mine"))
    try new.write(new.starter)
    let model = try CheckedModel(path: folder.file("mine.yaml"))
    #expect(model.diagnostics.all.isEmpty)
    #expect(model.spec.name.value == "mine")
    #expect(try ModelText(path: folder.file("mine.yaml")).formatted() == new.starter)
  }

  /// Also where the copy lies elsewhere than the base that the original extends.
  @Test(arguments: try Repository.models())
  func aCopyMeansTheSame(name: String) throws {
    let new = try NewModel(path: folder.file("copy-of.\(name).yaml"))
    try new.write(try new.copy(of: Repository.model(name)))
    let copy = try CheckedModel(path: new.path)
    let original = try CheckedModel(path: Repository.model(name))
    #expect(!copy.diagnostics.hasErrors)
    #expect(copy.spec.name.value == "copy-of.\(name)")
    for stage in [ModelStage.expanded, .graph] {
      #expect(
        try stage.text(of: copy, batch: 1, length: 1)
          == stage.text(of: original, batch: 1, length: 1))
    }
  }

  @Test func nothingIsOverwritten() throws {
    try folder.write("mine", to: "mine.yaml")
    let new = try NewModel(path: folder.file("mine"))
    #expect(throws: FileError.self) { try new.write(new.starter) }
    #expect(try folder.text("mine.yaml") == "mine")
  }

  @Test(arguments: ["", "-x", "a b", "1st", "..", "ünit"])
  func namesThatAreNone(name: String) {
    #expect(throws: NewModel.Problem.self) { try NewModel(path: name) }
  }

  @Test func anEntryTellsWhatTheFileSaysOfItself() throws {
    let entry = try #require(
      ModelEntry(path: Repository.model("quickdraw"), shownAs: "quickdraw.yaml"))
    #expect(entry.parameters == 1_142_265)
    #expect(entry.summary.hasPrefix("Quick, Draw! classifier: three 1-D convolutions"))
    #expect(entry.summary.hasSuffix("one dense layer."))
    try folder.write("graphrun: 1\n", to: "wrong.yaml")
    #expect(ModelEntry(path: folder.file("wrong.yaml"), shownAs: "x")?.parameters == nil)
    try folder.write("name: other\n", to: "other.yaml")
    #expect(ModelEntry(path: folder.file("other.yaml"), shownAs: "x") == nil)
  }
}
