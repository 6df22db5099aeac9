import Foundation
import TestSupport
import Testing

/// Trainings whose numbers stop being finite, each in its own way.
@Suite struct DivergedTrainingTests {
  private let program: Program

  init() throws {
    program = try Program()
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "10", "--categories", "circle,star")
    #expect(made.status == 0, "\(made.errors)")
  }

  /// A model whose graph begins with `nodes`, trained by plain gradient descent.
  private func train(
    _ nodes: String, blocks: String = "", rate: String = "0.1", _ arguments: [String] = []
  ) throws -> Program.Result {
    try program.folder.write(
      """
      graphrun: 1
      \(blocks)dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
      graph:
        h: {op: dense, units: 8, from: ink}
        \(nodes.replacing("\n", with: "\n  "))
        pooled: {op: masked_mean, over: T}
        logits: {op: dense, units: 2}
      loss: {op: softmax_cross_entropy, logits: logits, labels: label}
      train:
        steps: 20
        batch_size: 4
        optimizer: {op: sgd, learning_rate: \(rate)}
        checkpoint: {every: 1 steps, keep: 2}
      """, to: "model.yaml")
    return try program.finish(
      try program.start(["train", "model.yaml", "--data", "drawings", "--run", "run"] + arguments))
  }

  /// The lines of the message, behind what was said of the training.
  private func message(_ result: Program.Result) -> [Substring] {
    #expect(result.status == 1, "\(result.errors)")
    let lines = result.errors.split(separator: "\n")
    return Array(lines.drop { !$0.hasPrefix("error:") })
  }

  @Test func logarithmOfANegativeNumber() throws {
    let lines = message(try train("logs: {op: log}"))
    #expect(lines[0].contains("the loss is nan in step 1; it begins at `logs` (log), where "))
    #expect(
      lines[0].contains(
        /[0-9]+ of [0-9]+ numbers of its result are nan, from `h` \[-0\.[0-9]+ to 0\.[0-9]+\]$/))
    #expect(lines[1] == " --> model.yaml:6:14")
    #expect(lines.contains("6 |   logs: {op: log}"))
    #expect(lines.last?.hasPrefix("hint: `log` is finite above 0 alone") == true)
    #expect(lines.last?.hasSuffix("no checkpoint was saved before") == true)
    #expect(try program.folder.names("run/checkpoints").isEmpty)
    #expect(try program.folder.text("run/log.txt").contains(lines.joined(separator: "\n")))
  }

  @Test func divisionByZero() throws {
    let lines = message(
      try train("zero: {op: subtract, from: [h, h]}\nq: {op: divide, from: [h, zero]}"))
    #expect(lines[0].contains("it begins at `q` (divide)"))
    #expect(lines[0].hasSuffix("`zero` [0]"))
    #expect(lines[1] == " --> model.yaml:7:11")
  }

  @Test func overflowOfAnExponential() throws {
    let lines = message(try train("big: {op: scale, factor: 1000}\ne: {op: exp}"))
    #expect(lines[0].contains("it begins at `e` (exp)"))
    #expect(lines[0].contains("numbers of its result are infinite, from `big` ["))
  }

  /// The result is finite, its slope is not.
  @Test func squareRootAtZero() throws {
    let lines = message(try train("r: {op: relu}\nroot: {op: sqrt}"))
    #expect(lines[0].contains("a gradient is nan in step 1, though the loss is finite"))
    #expect(lines[0].contains("it begins at `root` (sqrt), where "))
    #expect(lines[0].contains("numbers of the gradient that it passes back to `r` are infinite"))
    #expect(lines[0].contains("from `root` [0 to 0."))
    #expect(lines[0].contains(", the gradient of `root` [-0."))
    #expect(lines[1] == " --> model.yaml:7:14")
    #expect(lines.last?.hasPrefix("hint: `sqrt`") == true)
  }

  /// The first step is fine, so there is a checkpoint that stays.
  @Test func learningRateTooLarge() throws {
    let layers =
      "layers:\n  for: {i: range(2)}\n  do:\n    wide: {op: dense, units: 8}\n    s: {op: square}"
    let lines = message(try train(layers, rate: "1e6"))
    #expect(lines[0].contains("it begins at `layers."))
    let hint = try #require(lines.last)
    #expect(
      hint.hasPrefix("hint: a smaller learning rate than 1e+06, or `clip: {global_norm: 9.0}`"))
    #expect(hint.contains(/the weights of `[^`]+` have grown to [0-9]/))
    let saved = try #require(try program.folder.names("run/checkpoints").last)
    #expect(hint.hasSuffix("the last good checkpoint is run/checkpoints/\(saved)"))
    let evaluated = try program.run("eval", "run", "--json")
    #expect(evaluated.status == 0, "the checkpoint that stays can be used: \(evaluated.errors)")
  }

  /// The loss of a step knows nothing of what its update did to the weights.
  @Test func weightsThatOverflowAreNotSaved() throws {
    let lines = message(try train("t: {op: tanh}", rate: "1e300", ["--steps", "1"]))
    #expect(
      lines[0].contains(/`[^`]+` is no longer finite after step 1, so no checkpoint is saved/))
    #expect(try program.folder.names("run/checkpoints").isEmpty)
  }

  @Test func insideALoop() throws {
    let loop = "p: {op: sigmoid}\nlayers: {for: {i: range(2)}, do: {logs: {op: log}}}"
    let lines = message(try train(loop))
    #expect(lines[0].contains("it begins at `layers.1.logs` (log)"))
    #expect(lines.contains("note: in step 1 of `layers`, where `i` is 1"))
  }

  @Test func insideABlock() throws {
    let blocks = "blocks: {unsafe: {do: {flipped: {op: negate}, logs: {op: log}}}}\n"
    let lines = message(try train("risky: {op: unsafe}", blocks: blocks, ["--format", "text"]))
    #expect(lines[0].contains("it begins at `risky.logs` (log)"))
    #expect(lines[1].hasPrefix(" --> model.yaml:2:"))
    #expect(lines.contains("note: in block `unsafe`, called from here"))
    #expect(lines.contains(" --> model.yaml:7:15"))
  }

  @Test func asJSON() throws {
    let result = try train("logs: {op: log}", ["--format", "json"])
    #expect(result.status == 1)
    let line = try #require(result.errors.split(separator: "\n").last)
    #expect(
      line.hasPrefix(#"{"severity":"error","code":"not-finite","file":"model.yaml","line":6,"#))
  }
}
