import Foundation
import Runtime
import TestSupport
import Testing

/// `graphrun sweep`, as a user calls it.
@Suite struct SweepCommandTests {
  private let program: Program
  private let model = Repository.model("quickdraw-small")

  init() throws {
    program = try Program()
    let drawings = try program.run(
      "data", "synth", "-o", "drawings", "-n", "24", "--categories", "circle,star")
    #expect(drawings.status == 0, "\(drawings.errors)")
  }

  private func start(_ options: String...) throws -> Process {
    try program.start(
      ["sweep", model, "--data", "drawings", "--set", "num_conv=[4, 4, 4]"] + options)
  }

  private func object(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.dropLast().utf8))
  }

  @Test func aGridWithTwoSeeds() throws {
    let options = ["--grid", "num_nodes=4,6", "--seeds", "2", "--steps", "3", "--jobs", "2"]
    func sweep(_ more: String...) throws -> Program.Result {
      try program.finish(
        try program.start(
          ["sweep", model, "--data", "drawings", "--set", "num_conv=[4, 4, 4]"] + options + more))
    }
    let result = try sweep()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("2 combinations, 2 seeds, 4 runs of 3 steps"))
    #expect(result.lines.count == 4, "\(result.output)")
    #expect(result.output.contains(" ± "))
    #expect(result.lines.count { $0.hasSuffix("best") } == 1)
    let folder = "runs/quickdraw-small-sweep-1"
    #expect(
      try program.folder.names(folder)
        == ["base.yaml", "run-1", "run-2", "run-3", "run-4", "sweep.json"])

    // The same command again keeps everything, and says the same for scripts.
    let before = try program.folder.bytes("\(folder)/run-2/metrics.jsonl")
    let again = try sweep("--json")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("4 are finished already"))
    #expect(try program.folder.bytes("\(folder)/run-2/metrics.jsonl") == before)
    let json = try object(again.output)
    #expect(json["sweep"]?.string == folder)
    let rows = try #require(json["combinations"]?.array)
    #expect(rows.map { $0["settings"]?["num_nodes"]?.string } == ["4", "6"])
    #expect(rows.allSatisfy { $0["metrics"]?["accuracy"]?["n"] == 2 })
    // Seeds are told apart, and a run is what `train` makes of the same options.
    let values = try #require(rows[0]["metrics"]?["loss"]?["values"]?.array)
    #expect(values[0] != values[1])
    let alone = try program.run(
      "train", model, "--data", "drawings", "--set", "num_conv=[4, 4, 4]", "--set", "num_nodes=4",
      "--seed", "2", "--steps", "3", "--run", "alone")
    #expect(alone.status == 0, "\(alone.errors)")
    let same = try program.run("ckpt", "diff", "alone", "\(folder)/run-3", "--exit-code")
    #expect(same.status == 0, "\(same.output)")
    #expect(try program.run("runs", folder).lines.count == 6)
  }

  @Test func aRunThatFailsStopsNoOther() throws {
    // A learning rate that no number survives.
    let result = try program.finish(
      try start(
        "--grid", "learning_rate=1e38,1e-3", "--steps", "4", "--folder", "sweep", "--set",
        "train.clip.global_norm=1e30"))
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("run-1 (learning_rate=1e38, seed=1): failed: "))
    #expect(result.errors.contains("1 of 2 runs failed: sweep/run-1"))
    #expect(result.output.contains("0 of 1"), "\(result.output)")
    #expect(result.lines.count { $0.hasSuffix("best") } == 1)
  }

  @Test func everythingIsCheckedBeforeAnythingTrains() throws {
    let unknown = try program.finish(try start("--grid", "num_nods=4,6"))
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("num_nodes"), "\(unknown.errors)")
    let late = try program.finish(try start("--grid", "dropout=0,0.2,1.5"))
    #expect(late.status == 65)
    #expect(late.errors.contains("with dropout=1.5:"), "\(late.errors)")
    #expect(try program.finish(try start("--grid", "dropout")).status == 64)
    #expect(try program.finish(try start()).status == 64)
    #expect(try !program.folder.names().contains("runs"))
  }

  /// Waits until something is so, at most a minute.
  private func wait(until isSo: () -> Bool) {
    let start = ContinuousClock.now
    while !isSo(), start.duration(to: .now) < .seconds(60) { Thread.sleep(forTimeInterval: 0.02) }
  }

  /// Stopped by Ctrl-C, or killed, after which nothing may go on training unseen.
  @Test(arguments: [SIGINT, SIGKILL]) func aStoppedSweepGoesOn(_ signal: Int32) throws {
    let options = [
      "sweep", model, "--data", "drawings", "--set", "num_conv=[4, 4, 4]", "--grid",
      "num_nodes=4,6", "--steps", "150", "--folder", "sweep", "--set",
      "train.summaries.every=1 steps",
    ]
    let process = try program.start(options)
    let log = program.folder.file("sweep/run-1/metrics.jsonl")
    wait { !process.isRunning || FileManager.default.contents(atPath: log)?.isEmpty == false }
    kill(process.processIdentifier, signal)
    let stopped = try program.finish(process)
    if signal == SIGINT {
      #expect(stopped.status == 75, "\(stopped.errors)")
      #expect(stopped.errors.contains("run-1 (num_nodes=4, seed=1): stopped"))
      #expect(stopped.errors.contains("the same command again goes on"))
    }
    let run = program.folder.file("sweep/run-1")
    wait { FolderLock.isHeld(run) == false }
    #expect(try program.folder.text("sweep/run-1/log.txt").contains("stopped after step "))
    #expect(try program.folder.names("sweep/run-1/checkpoints").count == 1)
    // Going on keeps the steps: the run is resumed, not begun again.
    let finished = try program.finish(try program.start(options))
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(try program.folder.text("sweep/run-1/log.txt").contains("training: from step "))
  }
}
