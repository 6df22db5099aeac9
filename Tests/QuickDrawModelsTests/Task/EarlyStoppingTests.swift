import Foundation
import GraphDSL
import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

/// Trainings that end because evaluations no longer improve.
@Suite struct EarlyStoppingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try SyntheticFiles(categories: ["circle", "star"], count: 10, seed: 3)
      .write(to: folder.file("drawings"))
  }

  private func evaluation(_ loss: Double, _ accuracy: Double) -> Evaluation {
    Evaluation(
      loss: loss,
      metrics: [Evaluation.Metric(name: "accuracy", value: accuracy, isShare: true)], count: 10,
      seconds: 1)
  }

  /// The evaluations waited for after each of a row of values of a metric.
  private func waits(
    _ values: [Double], minDelta: Double = 0, prefersSmall: Bool = true
  ) -> [Int] {
    let rule = EarlyStopping(
      metric: prefersSmall ? "loss" : "accuracy", patience: 3, minDelta: minDelta)
    var stopper = EarlyStopper(rule, prefersSmall: prefersSmall)
    return values.enumerated().map { index, value in
      stopper.note(evaluation(value, value), step: index)
      return stopper.state.waited
    }
  }

  @Test func whatCountsAsAnImprovement() {
    #expect(waits([3, 2, 2, 2.5, 1.9, 1.8]) == [0, 0, 1, 2, 0, 0])
    #expect(waits([0.5, 0.6, 0.6, 0.55, 0.7], prefersSmall: false) == [0, 0, 1, 2, 0])
    // The best is what small steps in all must beat by the delta: 3, then at most 2.
    #expect(waits([3, 2.5, 2.1, 1.9, 1.2], minDelta: 1) == [0, 1, 2, 0, 1])
    #expect(waits([.nan, 3, .infinity, .nan, 2]) == [1, 0, 1, 2, 0])
  }

  @Test func whatIsSaid() {
    let rule = EarlyStopping(metric: "accuracy", patience: 2, minDelta: 0.01)
    var stopper = EarlyStopper(rule, prefersSmall: false)
    stopper.note(evaluation(1, 0.5), step: 100)
    #expect(stopper.sentence == nil)
    stopper.note(evaluation(1, 0.505), step: 200)
    #expect(
      stopper.sentence
        == "eval.accuracy has not improved beyond 0.5 after step 100 by more than 0.01 in 1 of 2 "
        + "evaluations")
    stopper.note(evaluation(1, 0.4), step: 300)
    #expect(stopper.isExhausted)
    #expect(stopper.sentence?.hasSuffix("in 2 evaluations, so the training ends early") == true)
  }

  // MARK: Runs

  /// Trains without moving the weights, so that nothing but the first evaluation is an improvement.
  private func train(_ name: String, stopAfter: Int? = nil) throws {
    let sets = [
      "num_conv=[3, 4, 4]", "num_layers=1", "num_nodes=3", "batch_size=4", "learning_rate=1e-60",
      "train.summaries.every=5 steps", "train.eval.every=2 steps",
      "train.checkpoint={every: 100 steps, keep: 1}",
      "train.early_stopping={patience: 2}",
    ]
    let data = folder.file("drawings")
    let experiment = try Experiment(
      Experiment.Request(path: Repository.model("quickdraw"), sets: sets, data: data),
      checked: { _ in })
    var options = TrainingRun.Options()
    options.steps = 50
    options.data = data
    options.stopAfter = stopAfter
    let run = try TrainingRun(
      new: experiment, in: RunFolder(creating: folder.file(name)), options: options)
    _ = try run.run(SilentReporter())
  }

  /// Opens a run to go on with it.
  private func resumed(_ name: String, moreSteps: Bool = false) throws -> TrainingRun {
    let run = try RunFolder(opening: folder.file(name))
    let record = try RunRecord(run)
    let experiment = try Experiment(
      Experiment.Request(path: run.resolvedModel, data: record.data), checked: { _ in })
    var options = TrainingRun.Options()
    options.steps = record.steps
    options.seed = record.seed
    options.restartsPatience = moreSteps
    return try TrainingRun(resuming: experiment, in: run, options: options)
  }

  private func lines(_ name: String) throws -> [JSONValue] {
    try folder.text("\(name)/metrics.jsonl").split(separator: "\n").map {
      try JSONValue(parsing: Array($0.utf8))
    }
  }

  @Test func theTrainingEndsAndTheBestStays() throws {
    try train("run")
    // The best of step 2, and the two latest at most: that of the end.
    #expect(try folder.names("run/checkpoints") == ["step-2", "step-6"])
    let said = try lines("run").compactMap { $0["early_stopping"]?.string }
    #expect(said.count == 1 && said[0].contains("after step 2 in 2 evaluations"), "\(said)")
    #expect(try lines("run").filter { $0["eval.loss"] != nil }.count == 3)
    let again = try resumed("run")
    #expect(again.isFinished && again.earlyEnd == said[0])
  }

  @Test func goingOnTakesPatienceAnew() throws {
    try train("run")
    let more = try resumed("run", moreSteps: true)
    #expect(!more.isFinished)
    _ = try more.run(SilentReporter())
    #expect(more.step == 10)
    #expect(try lines("run").filter { $0["early_stopping"] != nil }.count == 1)
    #expect(try lines("run").filter { $0["eval.loss"] != nil }.count == 5)
  }

  /// The count of evaluations goes through a checkpoint.
  @Test func aSplitRunEndsAtTheSameStep() throws {
    try train("whole")
    for step in [1, 3, 4, 5] {
      let name = "split-\(step)"
      try train(name, stopAfter: step)
      _ = try resumed(name).run(SilentReporter())
      for file in ["weights.safetensors", "state.json"] {
        #expect(
          try folder.bytes("\(name)/checkpoints/step-6/\(file)")
            == folder.bytes("whole/checkpoints/step-6/\(file)"), "\(file) after a stop at \(step)")
      }
    }
  }
}
