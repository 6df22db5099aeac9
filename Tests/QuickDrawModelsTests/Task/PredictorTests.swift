import Foundation
import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

/// Predictions of a model that was trained for a step.
@Suite struct PredictorTests {
  private let folder: TemporaryFolder
  private let drawings: String

  init() throws {
    folder = try TemporaryFolder()
    let model = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "models/quickdraw-small.yaml").path
    let files = SyntheticFiles(categories: ["circle", "fish", "star"], count: 15, seed: 3)
    drawings = try files.write(to: folder.file("drawings"))[1]
    let experiment = try Experiment(
      Experiment.Request(path: model, data: folder.file("drawings")), checked: { _ in })
    var options = TrainingRun.Options()
    options.steps = 1
    options.data = folder.file("drawings")
    let run = try TrainingRun(
      new: experiment, in: RunFolder(creating: folder.file("run")), options: options)
    guard case .finished = try run.run(SilentReporter()) else { throw ModelError.invalid }
  }

  private func predictions(batch: Int) throws -> [Prediction] {
    let predictor = try Predictor(try TrainedModel(folder.file("run")), top: 3)
    let reader = try DrawingReader(
      path: drawings, options: predictor.readingOptions(isStrict: true))
    var all: [Prediction] = []
    try predictor.run(reader, batchSize: batch) { all += $0 }
    return all
  }

  @Test func aDrawingDoesNotDependOnItsNeighbours() throws {
    let alone = try predictions(batch: 1)
    #expect(alone.map(\.line) == Array(1...15))
    #expect(alone.allSatisfy { $0.word == "fish" && $0.keyID != nil })
    for prediction in alone {
      let sum = prediction.top.reduce(0) { $0 + $1.probability }
      #expect(abs(sum - 1) < 1e-12)
    }
    #expect(try predictions(batch: 1) == alone)
    for (one, other) in zip(alone, try predictions(batch: 7)) {
      #expect(one.line == other.line)
      for candidate in one.top {
        let same = try #require(other.top.first { $0.name == candidate.name })
        #expect(abs(same.probability - candidate.probability) <= 1e-6)
      }
    }
  }

  @Test func theBestAndTheNewestCheckpoint() throws {
    #expect(try TrainedModel(folder.file("run")).step == 1)
    #expect(try TrainedModel(folder.file("run"), .best).step == 1)
    #expect(try TrainedModel(folder.file("run/checkpoints/step-1")).step == 1)
    let error = #expect(throws: FileError.self) { try TrainedModel(folder.file("drawings")) }
    #expect(error?.kind == .contents)
    let missing = #expect(throws: FileError.self) { try TrainedModel(folder.file("nothing")) }
    #expect(missing?.kind == .input)
  }

  @Test func aDamagedCheckpointIsPassedOver() throws {
    let weights = folder.file("run/checkpoints/step-1/weights.safetensors")
    try FileManager.default.removeItem(atPath: weights)
    let error = #expect(throws: FileError.self) { try TrainedModel(folder.file("run")) }
    #expect(error?.message.contains("no intact checkpoint") == true)
    #expect(error?.kind == .contents)
  }

  @Test func evaluationAgreesWithItself() throws {
    let model = try TrainedModel(folder.file("run"))
    let held = try ModelEvaluation(of: model, on: model.openData(nil, all: false))
    let all = try ModelEvaluation(of: model, on: model.openData(nil, all: true))
    #expect(held.means.count == 9)
    #expect(all.means.count == 45)
    let report = try #require(all.report)
    let accuracy = try #require(all.means["accuracy"])
    #expect(abs(report.accuracy - accuracy) < 1e-6)
    #expect(abs(report.logLoss - all.means.loss) < 1e-5)
    let areShares = all.means.metrics.map(\.isShare)
    #expect(areShares == [true, true])
  }
}
