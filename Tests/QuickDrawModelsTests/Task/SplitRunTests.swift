import Foundation
import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

/// A training that stops and goes on gives the same bytes as one that never stopped.
@Suite struct SplitRunTests {
  /// Models with everything that draws random numbers or keeps averages, small enough for a test.
  enum Model: CaseIterable {
    case recurrent, attention

    var path: String {
      switch self {
      case .recurrent: Repository.model("quickdraw")
      case .attention: Repository.model("quickdraw-attention")
      }
    }

    /// 24 drawings to train on and 4 of them a step: an epoch is 6 steps.
    var sets: [String] {
      let own =
        switch self {
        case .recurrent:
          ["num_nodes=3", "train.checkpoint.every=3 steps", "train.ema={decay: 0.9}"]
        case .attention: ["num_heads=2", "train.checkpoint.every=3 steps"]
        }
      return own + [
        "num_conv=[3, 4, 4]", "num_layers=1", "dropout=0.3", "batch_norm=true", "batch_size=4",
        "learning_rate=1e-2", "train.summaries.every=4 steps", "train.eval.every=5 steps",
        "train.checkpoint.best=eval.accuracy",
      ]
    }
  }

  private static let steps = 11

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try SyntheticFiles(categories: ["circle", "fish", "star"], count: 10, seed: 3)
      .write(to: folder.file("drawings"))
  }

  /// Trains a new run, as the command does.
  private func train(
    _ model: Model, _ name: String, steps: Int = steps, stopAfter: Int? = nil
  ) throws {
    let data = folder.file("drawings")
    let experiment = try Experiment(
      Experiment.Request(path: model.path, sets: model.sets, data: data), checked: { _ in })
    var options = TrainingRun.Options()
    options.steps = steps
    options.data = data
    options.stopAfter = stopAfter
    let run = try TrainingRun(
      new: experiment, in: RunFolder(creating: folder.file(name)), options: options)
    _ = try run.run(SilentReporter())
  }

  /// Goes on with a run.
  private func resume(_ name: String, steps: Int = steps, stopAfter: Int? = nil) throws {
    let run = try RunFolder(opening: folder.file(name))
    let record = try RunRecord(run)
    let experiment = try Experiment(
      Experiment.Request(path: run.resolvedModel, data: record.data), checked: { _ in })
    var options = TrainingRun.Options()
    options.steps = steps
    options.seed = record.seed
    options.stopAfter = stopAfter
    _ = try TrainingRun(resuming: experiment, in: run, options: options).run(SilentReporter())
  }

  private func expectSame(_ one: String, _ other: String, steps: Int = steps) throws {
    for file in ["weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json"] {
      let path = "checkpoints/step-\(steps)/\(file)"
      #expect(
        try folder.bytes("\(one)/\(path)") == folder.bytes("\(other)/\(path)"),
        "\(file) of \(one) and \(other)")
    }
    #expect(try metrics(one) == metrics(other))
  }

  /// The lines of a run's metrics without what depends on the time.
  private func metrics(_ name: String) throws -> [String] {
    try folder.text("\(name)/metrics.jsonl").split(separator: "\n").map { line in
      guard var object = try JSONValue(parsing: Array(line.utf8)).object else { return "no object" }
      for timing in MetricsKey.timings { object[timing] = nil }
      return "\(JSONValue.object(object))"
    }
  }

  @Test(arguments: Model.allCases)
  func stoppedAnywhere(_ model: Model) throws {
    try train(model, "whole")
    #expect(try metrics("whole").count == 6)
    // Inside a summary, with an evaluation, at the epoch's end, after it, before the last step.
    for step in [1, 5, 6, 7, 10] {
      try train(model, "split-\(step)", stopAfter: step)
      try resume("split-\(step)")
      try expectSame("whole", "split-\(step)")
    }
    try train(model, "often", stopAfter: 2)
    for step in [4, 5, 9] { try resume("often", stopAfter: step) }
    try resume("often")
    try expectSame("whole", "often")
  }

  @Test(arguments: Model.allCases)
  func extendedPastItsEnd(_ model: Model) throws {
    try train(model, "whole")
    for step in [3, 4, 5, 6] {
      try train(model, "longer-\(step)", steps: step)
      let last = try metrics("longer-\(step)").filter { $0.hasPrefix("{\"step\":\(step),") }
      #expect(last.count == 2, "a summary and an evaluation end a training: \(last)")
      try resume("longer-\(step)")
      try expectSame("whole", "longer-\(step)")
    }
  }

  /// A checkpoint before the end may be the end of a shorter plan.
  @Test func shortenedToItsCheckpoint() throws {
    for step in [4, 5, 6] {
      try train(.recurrent, "whole-\(step)", steps: step)
      try train(.recurrent, "cut-\(step)", stopAfter: step)
      try resume("cut-\(step)", steps: step)
      try expectSame("whole-\(step)", "cut-\(step)", steps: step)
    }
  }

  /// What was written after the last checkpoint is lost with a crash, and made again.
  @Test func crashedAfterACheckpoint() throws {
    try train(.recurrent, "whole")
    try train(.recurrent, "crashed", stopAfter: 7)
    // As if killed just before the checkpoint of step 7 was there: that of step 6 is the newest.
    try FileManager.default.removeItem(atPath: folder.file("crashed/checkpoints/step-7"))
    try resume("crashed")
    try expectSame("whole", "crashed")
  }

  @Test func damagedOnesAreSetAside() throws {
    try train(.recurrent, "whole")
    try train(.recurrent, "damaged", stopAfter: 8)
    for step in [6, 8] {
      try folder.write("{}", to: "damaged/checkpoints/step-\(step)/state.json")
    }
    try resume("damaged", stopAfter: 7)
    #expect(
      try folder.names("damaged/checkpoints")
        == ["step-3", "step-5", "step-6", "step-6.damaged", "step-7", "step-8.damaged"])
    try resume("damaged")
    try expectSame("whole", "damaged")
  }
}
