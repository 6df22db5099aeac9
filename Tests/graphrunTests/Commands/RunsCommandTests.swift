import Foundation
import Runtime
import TestSupport
import Testing

/// The commands that look at runs, as a user calls them, on runs that the program made.
@Suite struct RunsCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Trains two small models on a few drawings.
  private func trainTwo() throws {
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,star")
    #expect(made.status == 0, "\(made.errors)")
    for (run, nodes) in [("runs/first", "8"), ("runs/nested/second", "12")] {
      let trained = try program.run(
        "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "2", "--run",
        run, "--set", "num_layers=1", "--set", "num_nodes=\(nodes)")
      #expect(trained.status == 0, "\(trained.errors)")
    }
  }

  @Test func runs() throws {
    let none = try program.run("runs")
    #expect(none.status == 66 && none.errors.contains("runs: there is no such run"))
    try trainTwo()
    let table = try program.run("runs")
    #expect(table.status == 0 && table.errors.isEmpty, "\(table.errors)")
    #expect(table.lines.count == 4)
    #expect(table.lines[0].contains("num_nodes"))
    #expect(table.lines[2].hasPrefix("runs/first") && table.lines[2].hasSuffix("finished"))
    let json = try program.run("runs", "--json", "--filter", "num_nodes=12")
    let value = try JSONValue(parsing: Array(json.output.utf8.dropLast()))
    #expect(value["run"] == "runs/nested/second")
    #expect(value["settings"]?["num_nodes"] == 12)
    #expect(try program.run("runs", "--csv").lines.count == 3)
    #expect(try program.run("runs", "--sort", "num_node").status == 64)
    let empty = try program.run("runs", "--filter", "num_nodes=9")
    #expect(empty.status == 0 && empty.output.isEmpty)
    #expect(empty.errors == "none of the 2 runs fulfils the filters\n")

    // A damaged run is named, and the others are listed.
    try program.folder.write("{", to: "runs/first/receipt.json")
    let damaged = try program.run("runs")
    #expect(damaged.status == 0 && damaged.lines.count == 3)
    #expect(damaged.errors.contains("note: runs/first/receipt.json"), "\(damaged.errors)")
  }

  /// A training that blows up says so in the run's log, and the table shows it.
  @Test func aFailedRun() throws {
    let trained = try program.run(
      "train", Repository.model("quickdraw-small"), "--steps", "30", "--run", "runs/bad", "--set",
      "learning_rate=1e30", "--set", "num_layers=1", "--set", "num_nodes=4")
    #expect(trained.status == 1, "\(trained.errors)")
    let table = try program.run("runs")
    #expect(table.lines.last?.hasSuffix("failed") == true, "\(table.output)\(table.errors)")
    let json = try program.run("runs", "--json")
    #expect(json.output.contains("\"failure\":\"the loss is"), "\(json.output)")
  }
}
