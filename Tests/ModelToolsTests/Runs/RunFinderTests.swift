import Foundation
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// Which runs are found, and what is said of folders that are none.
@Suite struct RunFinderTests {
  private let samples: RunSamples

  init() throws { samples = try RunSamples() }

  @Test func nestedRunsInTheOrderOfTheirNumbers() throws {
    for name in ["tiny-10", "tiny-2", "sweep/units-4/seed-1", "sweep/units-8"] {
      try samples.write(name, accuracies: [0.5])
    }
    let found = try samples.find()
    #expect(
      found.runs.map { samples.short($0.name) }
        == ["sweep/units-4/seed-1", "sweep/units-8", "tiny-2", "tiny-10"])
    #expect(found.problems.isEmpty)
    // The same run by two ways is one run.
    let twice = try RunFinder([samples.folder.path, samples.folder.file("tiny-2") + "/"])
    #expect(twice.runs.count == 4)
  }

  @Test func damagedAndForeignFoldersAreNamed() throws {
    for name in ["good", "receipt", "metrics", "model"] {
      try samples.write(name, accuracies: [0.5])
    }
    try samples.folder.write("{\"seed\":", to: "receipt/receipt.json")
    try samples.folder.write("{\"step\":1}\nno json\n", to: "metrics/metrics.jsonl")
    try samples.folder.write(
      "graphrun: 1\ngraph: {a: {op: rleu}}\n", to: "model/model.resolved.yaml")
    for name in ["photos/summer", "empty", "begun"] {
      try FileManager.default.createDirectory(
        atPath: samples.folder.file(name), withIntermediateDirectories: true)
    }
    try samples.folder.write("", to: "begun/metrics.jsonl")
    let found = try samples.find()
    #expect(found.runs.map { samples.short($0.name) } == ["good"])
    let problems = found.problems.map { samples.short($0) }.sorted()
    let beginnings = [
      "begun: is no run", "empty: there is no run in it", "metrics/metrics.jsonl, byte 11:",
      "model/model.resolved.yaml: the file has no `inputs`", "photos: there is no run in it",
      "receipt/receipt.json",
    ]
    #expect(problems.count == beginnings.count, "\(problems)")
    for (problem, beginning) in zip(problems, beginnings) {
      #expect(problem.hasPrefix(beginning), "\(problem)")
    }
  }

  /// Runs lie deep, and beside them lie many folders that are none: a few are named, the others counted.
  @Test func deepRunsBesideManyFolders() throws {
    try samples.write("a/b/c/d/e/run", accuracies: [0.5])
    for number in 1...9 {
      try FileManager.default.createDirectory(
        atPath: samples.folder.file("a/other-\(number)"), withIntermediateDirectories: true)
    }
    let found = try samples.find()
    #expect(found.runs.count == 1)
    let problems = found.problems.map { samples.short($0) }
    #expect(
      problems.count == 6 && problems.last == "a: 4 more folders without a run", "\(problems)")
  }

  @Test func aModelThatWasChangedAfterwardsIsSaid() throws {
    try samples.write("run", accuracies: [0.5])
    let path = samples.folder.file("run/model.resolved.yaml")
    try samples.folder.write(
      try samples.folder.text("run/model.resolved.yaml") + "# mine\n", to: "run/model.resolved.yaml"
    )
    let found = try samples.find()
    #expect(found.runs.count == 1)
    #expect(found.problems == ["\(path) was changed after the training began"])
  }

  @Test func aMissingFolder() throws {
    let error = #expect(throws: FileError.self) { try samples.find("absent") }
    #expect(error?.kind == .input)
  }

  @Test func states() throws {
    let logs: [(line: String, state: RunState)] = [
      ("done: everything is in runs/a\nnext: graphrun eval", .finished),
      ("stopped after step 10; go on with: graphrun resume", .stopped),
      ("error: the loss is nan after 10 steps", .failed), ("step 10/20  loss 1.0", .failed),
    ]
    for (index, log) in logs.enumerated() {
      try samples.write("run-\(index)", accuracies: [0.5], log: log.line)
    }
    let found = try samples.find()
    #expect(found.runs.map(\.state) == logs.map(\.state))
    #expect(found.runs[2].failure == "the loss is nan after 10 steps")
    let lock = try FolderLock(samples.folder.file("run-0"))
    #expect(try samples.find("run-0").runs.map(\.state) == [.running])
    withExtendedLifetime(lock) {}
  }

  /// Without a log the checkpoints tell.
  @Test func stateWithoutALog() throws {
    try samples.write("run", accuracies: [0.5, 0.6])
    try FileManager.default.removeItem(atPath: samples.folder.file("run/log.txt"))
    #expect(try samples.find().runs.map(\.state) == [.failed])
    try FileManager.default.createDirectory(
      atPath: samples.folder.file("run/checkpoints/step-20"), withIntermediateDirectories: true)
    #expect(try samples.find().runs.map(\.state) == [.finished])
  }

  /// Two drawings a step at 40 drawings a second: 20 steps take one second.
  @Test func results() throws {
    try samples.write("run", accuracies: [0.9, 0.8])
    let run = try #require(try samples.find().runs.first)
    #expect(run.results.steps == 20)
    #expect(run.results.rate == 40)
    #expect(run.results.seconds == 1)
    #expect(run.mainMetric == "accuracy")
    #expect(run.last("accuracy")?.shownWithInterval == "80.0 % (71.1 to 86.7)")
    #expect(run.best("accuracy")?.step == 10)
    #expect(run.best("loss")?.value == 1 - 0.9)
    #expect(run.results.quantities == ["loss", "train.accuracy", "drawings_per_second"])
  }

  @Test func numbersThatJSONHasNoNameFor() throws {
    try samples.write("run", accuracies: [0.5])
    try samples.folder.write(
      "{\"step\":1,\"loss\":\"NaN\",\"gradient_norm\":\"Infinity\"}\n", to: "run/metrics.jsonl")
    let summary = try #require(try samples.find().runs.first?.results.summaries.first)
    #expect(summary.values["loss"]?.isNaN == true)
    #expect(summary.values["gradient_norm"] == .infinity)
  }
}
