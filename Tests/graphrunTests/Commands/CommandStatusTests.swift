import Foundation
import TestSupport
import Testing

/// One mistake of each kind, and what a script sees of it.
@Suite struct CommandStatusTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func wrongUsage() throws {
    #expect(try program.run("train").status == 64)
    #expect(try program.run("data", "synth", "-o", "d", "--categories", "cirle").status == 64)
    let result = try program.run("train", Repository.model("quickdraw-small"), "--steps", "0")
    #expect(result.status == 64)
    #expect(result.errors.contains("--steps wants a number above 0, not 0"))
  }

  @Test func wrongModelFile() throws {
    try program.folder.write(
      """
      graphrun: 1
      dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]"}
      graph:
        sum: {op: maskd_sum, over: T, from: ink}
      """, to: "wrong.yaml")
    for command in ["check", "summary", "show", "train"] {
      let result = try program.run(command, "wrong.yaml")
      #expect(result.status == 65, "\(command)")
      #expect(result.errors.contains("wrong.yaml:5:13"), "\(command): \(result.errors)")
      #expect(result.output.isEmpty, "\(command): \(result.output)")
    }
  }

  @Test func missingInputs() throws {
    let missing = [
      ["check", "absent.yaml"], ["predict", "absent"], ["eval", "absent"], ["resume", "absent"],
      ["data", "stats", "absent"], ["data", "prepare", "absent", "--output", "d"],
      ["train", Repository.model("quickdraw-small"), "--data", "absent"],
    ]
    for arguments in missing {
      let result = try program.finish(try program.start(arguments))
      #expect(result.status == 66, "\(arguments): \(result.errors)")
      #expect(result.errors.contains("absent"), "\(arguments): \(result.errors)")
    }
  }

  @Test func outputThatCannotBeCreated() throws {
    let synth = ["data", "synth", "-o", "d", "-n", "10", "--categories", "circle,star"]
    #expect(try program.finish(try program.start(synth)).status == 0)
    #expect(try program.finish(try program.start(synth)).status == 73)
    let train = ["train", Repository.model("quickdraw-small"), "--data", "d", "--steps", "1"]
    for folder in ["d", "d/circle.ndjson/run"] {
      let result = try program.finish(try program.start(train + ["--run", folder]))
      #expect(result.status == 73, "\(folder): \(result.errors)")
    }
  }
}
