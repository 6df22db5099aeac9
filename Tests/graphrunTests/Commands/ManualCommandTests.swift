import Foundation
import TestSupport
import Testing

/// Commands that tell what there is: ops, models, origins.
@Suite struct ManualCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func opsAreListedAndShown() throws {
    let list = try program.run("ops")
    #expect(list.status == 0 && list.output.contains("\n  conv1d "))
    let page = try program.run("ops", "conv1d")
    #expect(page.status == 0 && page.output.hasPrefix("conv1d (op): "))
    let json = try program.run("ops", "--json")
    #expect(json.lines.count == list.lines.filter { $0.hasPrefix("  ") }.count)
  }

  @Test func anUnknownOpGetsTheNearest() throws {
    let result = try program.run("ops", "conv1")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("did you mean `conv1d`?"))
  }

  @Test func opsShowsTheBlocksOfAFile() throws {
    let text = try String(contentsOfFile: Repository.model("quickdraw"), encoding: .utf8)
    let library = Repository.root.appending(path: "models/blocks/conv.yaml").path
    try program.folder.write(
      text.replacing("graph:  ", with: "use: [\(library)]\n\ngraph:  "), to: "mine.yaml")
    let list = try program.run("ops", "--for", "mine.yaml")
    #expect(list.status == 0 && list.output.contains("\nBlocks\n"), "\(list.errors)")
    let page = try program.run("ops", "residual", "--for", "mine.yaml")
    #expect(page.output.hasPrefix("residual (block): Adds to a sequence"), "\(page.errors)")
    #expect(try program.run("ops", "residual").status == 64)
  }

  @Test func explainTellsOfANode() throws {
    let file = Repository.model("quickdraw")
    let result = try program.run("explain", file, "convs.1.conv")
    #expect(result.status == 0 && result.output.contains("9 steps of `ink`"), "\(result.errors)")
    let list = try program.run("explain", file)
    #expect(list.status == 0 && list.output.contains("\nconvs.1.conv "), "\(list.errors)")
    let json = try program.run("explain", file, "rnn.0.forward/kernel", "--json")
    #expect(json.output.hasPrefix("{\"name\":\"rnn\""))
    let wrong = try program.run("explain", file, "convs.1.cnv")
    #expect(wrong.status == 64 && wrong.errors.contains("did you mean `convs.1.conv`?"))
  }

  @Test func showTellsOrigins() throws {
    let file = Repository.model("quickdraw-small")
    let result = try program.run("show", file, "--origin", "--set", "num_nodes=9")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines.contains { $0.contains("num_nodes: 9 ") && $0.hasSuffix("# --set") })
    #expect(try program.run("show", file, "--origin", "--stage", "plan").status == 64)
    #expect(try program.run("show", file, "--json").status == 64)
  }

  @Test func aNewModelTrains() throws {
    let new = try program.run("new", "mine")
    #expect(new.status == 0 && new.errors.contains("graphrun train mine.yaml"), "\(new.errors)")
    let again = try program.run("new", "mine.yaml")
    #expect(again.status == 73 && again.errors.contains("already"), "\(again.errors)")
    #expect(try program.run("new", "not a name").status == 64)
    #expect(try program.run("new", "x", "--from", "absent.yaml").status == 66)
    let trained = try program.run("train", "mine.yaml", "--steps", "2", "--run", "run")
    #expect(trained.status == 0, "\(trained.errors)")
    let list = try program.run("ls")
    #expect(list.status == 0)
    #expect(list.lines.contains { $0.hasPrefix("mine.yaml ") && $0.contains("in one sentence") })
  }
}
