import Foundation
import TestSupport
import Testing

/// The way from drawings to predictions, as a user goes it.
@Suite struct TrainingCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  private func makeDrawings() throws {
    let result = try program.run(
      "data", "synth", "-o", "drawings", "-n", "60", "--categories", "circle,star,house")
    #expect(result.status == 0, "\(result.errors)")
  }

  private func train(data: String, steps: Int, run: String) throws -> Program.Result {
    try program.run(
      "train", Repository.model("quickdraw-small"), "--data", data, "--steps", "\(steps)", "--run",
      run)
  }

  @Test func drawingsToPredictions() throws {
    try makeDrawings()
    let prepared = try program.run(
      "data", "prepare", "drawings", "--output", "records", "--training", "40", "--evaluation",
      "10", "--shards", "2")
    #expect(prepared.status == 0, "\(prepared.errors)")
    #expect(prepared.errors.contains("120 training and 30 evaluation drawings of 3 classes"))
    let trained = try train(data: "records", steps: 5, run: "run")
    #expect(trained.status == 0, "\(trained.errors)")

    let evaluated = try program.run("eval", "run", "--json")
    #expect(evaluated.status == 0, "\(evaluated.errors)")
    #expect(evaluated.output.contains("\"drawings\":30"))

    let first = try program.run("predict", "run", "drawings/star.ndjson")
    let second = try program.run("predict", "run", "drawings/star.ndjson")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.lines.count == 60)
    #expect(first.output == second.output)
    let some = try program.folder.text("drawings/star.ndjson").split(separator: "\n")[7]
    let alone = try program.run("predict", "run", input: "\(some)\n")
    #expect(
      alone.output.replacing("\"line\":1,", with: "\"line\":8,") == first.lines[7] + "\n",
      "a drawing's answer depends on the drawing alone")
  }

  @Test func badLinesAreSkippedAndCounted() throws {
    try makeDrawings()
    #expect(try train(data: "drawings", steps: 1, run: "run").status == 0)
    let good = #"{"drawing":[[[0,10,20],[0,5,9]]]}"#
    let lines = "\(good)\njunk\n{\"word\":\"dragon\",\(good.dropFirst())\n"
    let result = try program.run("predict", "run", "--top", "1", input: lines)
    #expect(result.status == 0)
    #expect(result.lines.count == 2)
    #expect(result.lines.last?.hasPrefix(#"{"line":3,"word":"dragon","top":[{"class":"#) == true)
    #expect(result.errors.contains("<stdin>:2:1"))
    #expect(result.errors.contains("skipped 1 of 3 lines"))
    #expect(try program.run("predict", "run", "--strict", input: lines).status == 65)
    let empty = try program.run("predict", "run")
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.isEmpty)
  }

  /// A run needs no library: its resolved file holds the blocks that the model calls.
  @Test func aRunOfBlocksGoesOnAlone() throws {
    try makeDrawings()
    try program.folder.write(
      """
      graphrun: 1
      doc: Layers.
      blocks:
        wide: {args: {units: {type: int, default: 4}}, do: {d: {op: dense, units: $units}}}
        unused: {do: {r: {op: relu}}}
      """, to: "layers.yaml")
    try program.folder.write(
      """
      graphrun: 1
      use: [layers.yaml]
      params: {num_classes: 3}
      dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
      graph:
        hidden: {op: wide, from: ink}
        pooled: {op: masked_mean}
        logits: {op: dense, units: $num_classes}
      loss: {op: softmax_cross_entropy, logits: logits, labels: label}
      outputs: {logits: {op: identity, from: logits}}
      train: {steps: 2, batch_size: 4, optimizer: {op: sgd, learning_rate: 0.1}}
      """, to: "model.yaml")
    let trained = try program.run("train", "model.yaml", "--data", "drawings", "--run", "run")
    #expect(trained.status == 0, "\(trained.errors)")
    try FileManager.default.removeItem(atPath: program.folder.file("layers.yaml"))
    let resolved = try program.folder.text("run/model.resolved.yaml")
    #expect(resolved.contains("  wide:") && !resolved.contains("unused"))
    #expect(!resolved.contains("use:"))
    let resumed = try program.run("resume", "run", "--steps", "4")
    #expect(resumed.status == 0, "\(resumed.errors)")
    let checked = try program.run("check", "run/model.resolved.yaml", "--strict")
    #expect(checked.status == 0, "\(checked.errors)")
    #expect(try program.run("check", "model.yaml").status == 65)
  }

  /// Waits until something is so, at most a minute.
  private func wait(until isSo: () -> Bool) {
    let start = ContinuousClock.now
    while !isSo(), start.duration(to: .now) < .seconds(60) { Thread.sleep(forTimeInterval: 0.02) }
  }

  @Test func aStoppedTrainingGoesOn() throws {
    try makeDrawings()
    let process = try program.start([
      "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "3000",
      "--run", "run", "--set", "train.summaries.every=1 steps",
    ])
    let log = program.folder.file("run/metrics.jsonl")
    wait { !process.isRunning || FileManager.default.contents(atPath: log)?.isEmpty == false }
    process.interrupt()
    wait { !process.isRunning }
    // Whatever is wrong, the tests end.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    let stopped = try program.finish(process)
    #expect(stopped.status == 75, "\(stopped.errors)")
    #expect(stopped.errors.contains("graphrun resume run"))
    let name = try #require(try program.folder.names("run/checkpoints").first)
    let step = try #require(Int(name.dropFirst("step-".count)))
    let resumed = try program.run("resume", "run", "--steps", "\(step + 2)")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try program.folder.names("run/checkpoints").contains("step-\(step + 2)"))
  }
}
