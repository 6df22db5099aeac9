import Foundation
import Runtime
import TestSupport
import Testing

/// What a user sees of averaged weights.
@Suite struct WeightAveragingCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  private func train(_ run: String, _ sets: [String]) throws {
    let sets = ["num_nodes=8", "num_layers=1", "train.checkpoint={every: 1 steps, keep: 9}"] + sets
    let result = try program.finish(
      try program.start(
        [
          "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "3",
          "--run", run,
        ] + sets.flatMap { ["--set", $0] }))
    #expect(result.status == 0, "\(result.errors)")
  }

  private func tensors(_ run: String, _ step: Int, _ file: String) throws -> SafetensorsFile {
    try SafetensorsFile(program.folder.file("\(run)/checkpoints/step-\(step)/\(file).safetensors"))
  }

  /// The weights move as without averages; the checkpoint's weights are the averages, recomputed
  /// here from the weights after each step, and those are what is evaluated.
  @Test func averagesFollowTheWeights() throws {
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,star")
    #expect(made.status == 0, "\(made.errors)")
    try train("plain", [])
    try train("averaged", ["train.ema={decay: 0.25, warmup: false}"])
    let name = "logits/kernel"
    var average: [Float]?
    for step in 1...3 {
      let plain = try tensors("plain", step, "weights")
      let optimizer = try tensors("averaged", step, "optimizer")
      let weights = try plain.floats(plain.tensor(name))
      #expect(try optimizer.floats(optimizer.tensor("\(name)/current")) == weights)
      let averages = try tensors("averaged", step, "weights")
      let found = try averages.floats(averages.tensor(name))
      if let before = average {
        let expected = zip(before, weights).map { $0 + 0.75 * ($1 - $0) }
        let error = zip(found, expected).map { ($0 - $1).magnitude }.max() ?? .infinity
        #expect(error < 1e-7, "step \(step)")
      }
      #expect(found != weights)
      average = found
    }
    let evaluated = try program.run("eval", "averaged", "--json")
    let json = try JSONValue(parsing: Array(evaluated.output.utf8.dropLast()))
    let lines = try program.folder.text("averaged/metrics.jsonl").split(separator: "\n")
    let last = try JSONValue(parsing: Array(try #require(lines.last).utf8))
    let (now, then) = (try #require(json["loss"]?.double), try #require(last["eval.loss"]?.double))
    #expect((now - then).magnitude < 1e-6 * then, "eval uses what the training evaluated")
  }
}
