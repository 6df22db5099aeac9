import Foundation
import TestSupport
import Testing

/// `plot` and `schema`: what goes where, and what is refused.
@Suite struct PictureCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func aPictureGoesToStandardOutputOrIntoAFile() throws {
    let model = Repository.model("quickdraw-small")
    let shown = try program.run("plot", model)
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.hasPrefix("<svg "))
    #expect(try program.run("plot", model, "-o", "small.svg").output == "")
    #expect(try program.folder.text("small.svg") == shown.output)
    let dot = try program.run("plot", model, "--as", "dot")
    #expect(dot.output.hasPrefix("digraph "))
    #expect(try program.run("plot", model, "-o", "small.dot").status == 0)
    #expect(try program.folder.text("small.dot") == dot.output)
  }

  @Test func aPictureOfAnotherKindIsRefused() throws {
    let result = try program.run("plot", Repository.model("quickdraw-small"), "-o", "small.png")
    #expect(result.status == 64)
    #expect(result.errors.contains("a picture is .svg or .dot, and small.png does not say which"))
    #expect(try program.folder.names().filter { !$0.hasPrefix(".") } == [])
  }

  @Test func aPictureThatCannotBeWrittenLeavesNothing() throws {
    let model = Repository.model("quickdraw-small")
    let result = try program.run("plot", model, "-o", "nowhere/small.svg")
    #expect(result.status == 73, "\(result.errors)")
  }

  @Test func theSchemaIsTheCommittedOne() throws {
    let result = try program.run("schema")
    #expect(result.status == 0)
    let kept = Repository.root.appending(path: "docs/graphrun.schema.json")
    #expect(try String(contentsOf: kept, encoding: .utf8) == result.output)
  }

  @Test func theSchemaOfAMissingFileIsNone() throws {
    let result = try program.run("schema", "--for", "nowhere.yaml")
    #expect(result.status == 66)
    #expect(result.output == "")
  }
}
