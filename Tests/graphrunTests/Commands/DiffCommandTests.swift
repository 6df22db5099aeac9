import Foundation
import Runtime
import TestSupport
import Testing

/// `graphrun diff` as a script sees it.
@Suite struct DiffCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func statuses() throws {
    let (small, large) = (Repository.model("quickdraw-small"), Repository.model("quickdraw"))
    try program.folder.write("graphrun: 1\ngraph: {a: {op: rleu}}\n", to: "wrong.yaml")
    let calls: [(arguments: [String], status: Int32)] = [
      ([small, small], 0), ([small, large], 0), ([small, small, "--exit-code"], 0),
      ([small, large, "--exit-code"], 1),
      ([small, small, "--set-b", "num_nodes=9", "--exit-code"], 1),
      ([small, small, "--set-b", "num_node=9"], 65), (["wrong.yaml", small], 65),
      ([small, "absent.yaml"], 66), (["absent", small], 66), ([small], 64),
      ([small, large, "--md", "--json"], 64),
    ]
    for call in calls {
      let result = try program.finish(try program.start(["diff"] + call.arguments))
      #expect(result.status == call.status, "\(call.arguments): \(result.errors)")
      #expect(result.output.isEmpty == (call.status >= 64), "\(call.arguments): \(result.output)")
    }
  }

  /// The mistakes of both files show in one call.
  @Test func bothFilesAreWrong() throws {
    try program.folder.write("graphrun: 1\ngraph: {a: {op: rleu}}\n", to: "one.yaml")
    try program.folder.write("graphrun: 2\n", to: "two.yaml")
    let result = try program.run("diff", "one.yaml", "two.yaml")
    #expect(result.status == 65)
    #expect(result.errors.contains("one.yaml:") && result.errors.contains("two.yaml:"))
  }

  @Test func runsAndTheirCheckpoints() throws {
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,star")
    #expect(made.status == 0, "\(made.errors)")
    for (run, nodes, seed) in [("first", "8", "1"), ("second", "12", "2")] {
      let trained = try program.run(
        "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "2", "--run",
        run, "--seed", seed, "--set", "num_layers=1", "--set", "num_nodes=\(nodes)")
      #expect(trained.status == 0, "\(trained.errors)")
    }
    let result = try program.run("diff", "first", "second")
    #expect(result.status == 0, "\(result.errors)")
    for line in ["~ num_nodes  8 → 12", "~ seed  1 → 2", "results", "  accuracy"] {
      #expect(result.output.contains(line), "\(result.output)")
    }
    let json = try program.run("diff", "first", "second", "--json")
    let value = try JSONValue(parsing: Array(json.output.utf8.dropLast()))
    #expect(value["results"]?["a"]?["last"]?["accuracy"]?["drawings"] == 8)
    #expect(value["weights"]?["reshaped"]?.array?.count == 5)

    // A run is its resolved model; a checkpoint is its run's, and outside of one weights alone.
    let same = ["first", "first/model.resolved.yaml", "first/checkpoints/step-2"]
    for other in same {
      let equal = try program.run("diff", "first", other, "--exit-code")
      #expect(equal.status == 0, "\(other): \(equal.output)\(equal.errors)")
    }
    try FileManager.default.copyItem(
      atPath: program.folder.file("first/checkpoints/step-2"),
      toPath: program.folder.file("loose"))
    let loose = try program.run("diff", "loose", "second", "--exit-code")
    #expect(loose.status == 1, "\(loose.errors)")
    #expect(loose.output.contains("weights alone"), "\(loose.output)")
    #expect(loose.output.contains("7 of 12 tensors load"), "\(loose.output)")
  }
}
