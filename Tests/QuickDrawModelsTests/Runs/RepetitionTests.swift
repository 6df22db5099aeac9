import Foundation
import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

/// Runs that are made again from what they keep of themselves.
@Suite struct RepetitionTests {
  private let folder: TemporaryFolder
  private var data: String { folder.file("drawings") }

  init() throws {
    folder = try TemporaryFolder()
    _ = try SyntheticFiles(categories: ["circle", "fish", "star"], count: 10, seed: 3)
      .write(to: data)
  }

  private func train(
    _ name: String, seed: UInt64 = 1, stopAfter: Int? = nil, from weights: String? = nil
  ) throws {
    let request = Experiment.Request(
      path: Repository.model("quickdraw"),
      sets: [
        "num_conv=[3, 4, 4]", "num_nodes=3", "num_layers=1", "batch_norm=true", "batch_size=4",
        "train.summaries.every=2 steps", "train.checkpoint.every=3 steps",
      ], data: data)
    let experiment = try Experiment(request, checked: { _ in })
    var options = TrainingRun.Options()
    (options.steps, options.seed, options.data) = (7, seed, data)
    options.stopAfter = stopAfter
    options.commandLine = ["graphrun", "train", "quickdraw.yaml"]
    options.initialWeights = try weights.map {
      try InitialWeights(folder.file($0), for: experiment.training, partially: false)
    }
    let run = try TrainingRun(
      new: experiment, in: RunFolder(creating: folder.file(name)), options: options)
    _ = try run.run(SilentReporter())
  }

  /// Repeats a run, and compares.
  private func repeated(_ name: String, as other: String) throws -> RepetitionReport {
    let repetition = try Repetition(of: folder.file(name))
    #expect(repetition.notices.isEmpty)
    let run = try TrainingRun(
      new: repetition.experiment, in: RunFolder(creating: folder.file(other)),
      options: repetition.options(commandLine: []))
    _ = try run.run(SilentReporter())
    return try repetition.report(on: run.folder)
  }

  @Test func theSameBytes() throws {
    try train("first")
    try train("stopped", stopAfter: 5)
    try train("further", seed: 2, from: "first")
    for name in ["first", "stopped", "further"] {
      let report = try repeated(name, as: "\(name)-again")
      #expect(report.agrees, "\(report.lines)")
      #expect(report.metrics.sameLines == (name == "stopped" ? 2 : 5))
      #expect(report.lines.last == "the same bytes after step \(name == "stopped" ? 5 : 7)")
    }
    // A repeated run can be repeated, and says what it is.
    #expect(try repeated("first-again", as: "third").agrees)
    let receipt = try RunRecord(try RunFolder(opening: folder.file("third")))
    #expect(receipt.json["repeats"]?.string == folder.file("first-again"))
  }

  @Test func whatDiffersIsNamed() throws {
    try train("first")
    try train("other", seed: 2)
    func weights(_ name: String) throws -> SafetensorsFile {
      try SafetensorsFile(folder.file("\(name)/checkpoints/step-7/weights.safetensors"))
    }
    let (one, other) = (try weights("first"), try weights("other"))
    let comparison = try TensorComparison(one, other)
    #expect(!comparison.agrees && comparison.problem == nil)
    let first = try #require(comparison.first)
    #expect(first.name == one.tensors[0].name && first.shape == one.tensors[0].shape)
    let pairs = zip(try one.floats(one.tensors[0]), try other.floats(other.tensors[0]))
    #expect(first.differing == pairs.filter { $0 != $1 }.count)
    #expect(first.largest == pairs.map { abs($0 - $1) }.max())
    let runs = try ["first", "other"].map { try RunFolder(opening: folder.file($0)) }
    let metrics = try MetricsComparison(runs[0], runs[1], upTo: 7)
    #expect(metrics.sameLines == 0)
    #expect(metrics.difference?.hasPrefix("step 2: loss ") == true)
    #expect(try MetricsComparison(runs[0], runs[0], upTo: 4).sameLines == 2)
  }

  @Test func aPlaceIsAnIndexAnAxis() throws {
    func file(_ name: String, _ values: [Float], _ shape: [Int] = [2, 3]) throws -> SafetensorsFile
    {
      let path = folder.file(name)
      _ = try SafetensorsWriter.write([NamedTensor("w", shape: shape, values: values)], to: path)
      return try SafetensorsFile(path)
    }
    let one = try file("one", [1, 2, 3, 4, 5, 6])
    let other = try file("other", [1, 2, 3, 4, 5.5, .nan])
    let difference = try #require(try TensorComparison(one, other).first)
    #expect(difference.place == [1, 1] && difference.differing == 2 && difference.largest.isNaN)
    #expect(difference.values == [5, 5.5])
    // Zeros of two signs are not the same bits.
    #expect(try !TensorComparison(file("a", [0], [1]), file("b", [-0.0], [1])).agrees)
    let reshaped = try TensorComparison(one, file("c", [1, 2, 3, 4, 5, 6], [3, 2]))
    #expect(reshaped.problem == "w is [2, 3] there, [3, 2] here")
  }

  @Test func changedDataAreRefused() throws {
    try train("run")
    let star = "drawings/star.ndjson"
    let kept = try folder.bytes(star)
    func message() throws -> String {
      let error = #expect(throws: FileError.self) { try Repetition(of: folder.file("run")) }
      return try #require(error).description
    }
    var bytes = kept
    let digit = try #require(bytes.lastIndex { (48...56).contains($0) })
    bytes[digit] += 1
    try folder.write(bytes, to: star)
    #expect(try message().contains("star.ndjson: was changed: its contents are not those"))
    try folder.write(kept + Array("\n".utf8), to: star)
    #expect(try message().contains("was changed: it has \(kept.count + 1) bytes"))
    try FileManager.default.removeItem(atPath: folder.file(star))
    #expect(try message().contains("star.ndjson: the training began with this file, which is not"))
    try folder.write(kept, to: star)
    try folder.write(kept, to: "drawings/sun.ndjson")
    #expect(try message().contains("sun.ndjson: is new"))
    // Data that were moved as a whole are the same.
    try FileManager.default.removeItem(atPath: folder.file("drawings/sun.ndjson"))
    try FileManager.default.moveItem(atPath: data, toPath: folder.file("elsewhere"))
    #expect(try message().contains("`--data PATH`"))
    _ = try Repetition(of: folder.file("run"), data: folder.file("elsewhere"))
  }

  @Test func aReceiptSaysEverything() throws {
    try train("run")
    let run = try RunFolder(opening: folder.file("run"))
    let record = try RunRecord(run)
    let text = String(decoding: try InputFile.contents(of: run.resolvedModel), as: UTF8.self)
    #expect(record.resolvedModel == text)
    #expect(record.modelDigest == (try InputFile(run.resolvedModel).sha256()))
    guard case .files(let files) = record.dataRecord else {
      Issue.record("no files")
      return
    }
    #expect(files.map(\.name) == ["circle.ndjson", "fish.ndjson", "star.ndjson"])
    for file in files { #expect(file.sha256 == (try InputFile(file.path).sha256())) }
    let sources = record.json["sources"]?.array?.compactMap(FileRecord.init)
    #expect(sources?.map(\.path) == [Repository.model("quickdraw")])
    #expect(record.json["set"]?.array?.last == "num_classes=3")
    #expect(record.json["command"] == ["graphrun", "train", "quickdraw.yaml"])
    #expect(record.program == .current)
    for (section, name) in [
      ("program", "version"), ("program", "build"), ("program", "instructions"),
      ("openblas", "version"), ("openblas", "core"), ("machine", "processor"),
    ] {
      let value = record.json[section]?[name]?.string ?? ""
      #expect(!value.isEmpty && value != "unknown", "\(section).\(name): \(value)")
    }
  }

  /// The digest of the graph follows what the file means, not how it is written.
  @Test func theGraphHasItsOwnDigest() throws {
    func digest(_ sets: [String]) throws -> String {
      try #require(
        try CheckedModel(path: Repository.model("quickdraw"), sets: sets).lower(.training)
      ).digest
    }
    let plain = try digest([])
    #expect(try digest(["graph.logits.bias=true"]) == plain)
    #expect(try digest(["train.seed=5"]) == plain)
    #expect(try digest(["dropout=0.2"]) != plain)
    #expect(try digest(["num_nodes=64"]) != plain)
  }
}
