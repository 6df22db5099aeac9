import Foundation
import OracleSupport
import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct DataPreparationTests {
  private let source: TemporaryFolder
  private let output: TemporaryFolder

  init() throws {
    source = try TemporaryFolder()
    output = try TemporaryFolder()
    for (word, count) in [("cat", 30), ("a dog", 12), ("zigzag", 1)] {
      // Each drawing has its own length, by which it is known again.
      let lines = (0..<count).map { number in
        let xs = (0..<number + 3).map(String.init).joined(separator: ",")
        return #"{"word":"\#(word)","drawing":[[[\#(xs)],[\#(xs)]]]}"# + "\n"
      }
      try source.write(lines.joined(), to: "\(word).ndjson")
    }
  }

  private func small() -> PrepareOptions {
    var options = PrepareOptions(source: source.path, output: output.path)
    options.trainingPerClass = 10
    options.evaluationPerClass = 5
    options.shards = 3
    return options
  }

  /// What the records of a set are known by: class and length, in order.
  private func records(_ base: String) throws -> [[Int]] {
    try output.names().filter { $0.hasPrefix(base + "-") && !$0.hasSuffix(".json") }
      .flatMap { name in
        let records = try InkRecords(path: output.file(name), classCount: 3)
        var all: [[Int]] = []
        while let (example, _) = try records.next() {
          all.append([example.classIndex ?? -1, example.pointCount])
        }
        return all
      }
  }

  /// All names in the output folder and the bytes of their files.
  private func snapshot() throws -> [[UInt8]] {
    try output.names().flatMap { name -> [[UInt8]] in [Array(name.utf8), try output.bytes(name)] }
  }

  @Test func theSetsAreDisjointShuffledAndComplete() throws {
    let report = try DataPreparation(small()).run()
    #expect(report.classes == ["a dog", "cat", "zigzag"])
    let training = try records("training.tfrecord")
    let evaluation = try records("eval.tfrecord")
    // 12 dogs in the proportion 10 to 5, one lone zigzag.
    #expect(training.count == 10 + 8 + 1)
    #expect(evaluation.count == 5 + 4)
    #expect(report.training == training.count)
    #expect(report.evaluation == evaluation.count)
    #expect(Set(training + evaluation).count == training.count + evaluation.count)
    #expect(training.map { $0[0] } != training.map { $0[0] }.sorted())
    #expect(report.notices.count == 1)
    #expect(report.notices[0].contains("a dog (8 + 4), zigzag (1 + 0)"))
    #expect(report.files.count == 6)
    #expect(try output.names().count == 13)
    let classes = try ClassList(path: output.file("training.tfrecord.classes"))
    #expect(classes.names == report.classes)
  }

  @Test func theSeedFixesEveryByte() throws {
    func bytes(seed: UInt64) throws -> [[UInt8]] {
      var options = small()
      options.seed = seed
      options.overwrites = true
      _ = try DataPreparation(options).run()
      return try output.names().map { try output.bytes($0) }
    }
    let first = try bytes(seed: 1)
    #expect(try bytes(seed: 2) != first)
    #expect(try bytes(seed: 1) == first)
  }

  @Test func recordsAreReplacedOnlyWhenAsked() throws {
    _ = try DataPreparation(small()).run()
    let before = try output.names()
    let error = #expect(throws: DataFileError.self) { try DataPreparation(small()).run() }
    #expect(error?.hint?.contains("--force") == true)
    #expect(try output.names() == before)
    var options = small()
    options.overwrites = true
    options.shards = 1
    _ = try DataPreparation(options).run()
    #expect(try output.names().count == 5)
  }

  /// Stops at every step that progress is reported at.
  @Test(arguments: [false, true])
  func anInterruptedRunLeavesTheFolderAsItWas(_ hasOldSet: Bool) throws {
    struct Interruption: Error {}
    var options = small()
    if hasOldSet { _ = try DataPreparation(options).run() }
    options.overwrites = true
    options.seed = 9
    let before = try snapshot()
    var reports = 0
    _ = try DataPreparation(PrepareOptions(source: source.path, output: output.file("x"))).run {
      _ in reports += 1
    }
    try FileManager.default.removeItem(atPath: output.file("x"))
    #expect(reports > 1)
    for stop in 1...3 {
      var calls = 0
      #expect(throws: Interruption.self) {
        try DataPreparation(options).run { _ in
          calls += 1
          if calls == stop { throw Interruption() }
        }
      }
      #expect(try snapshot() == before)
    }
  }

  @Test func whatAKilledRunLeftIsRemoved() throws {
    try FileManager.default.createDirectory(
      atPath: output.file(".prepare.tmp"), withIntermediateDirectories: true)
    try output.write("half", to: ".prepare.tmp/training.tfrecord-00000-of-00003.tmp-77")
    _ = try DataPreparation(small()).run()
    #expect(try !output.names().contains { $0.contains("tmp") })
  }

  @Test func badLinesAreCountedAndStrictStopsAtTheFirst() throws {
    try source.write("{}\n", to: "broken.ndjson")
    var options = small()
    #expect(try DataPreparation(options).run().skips.skipped == 1)
    options.isStrict = true
    options.overwrites = true
    #expect(throws: DrawingError.self) { try DataPreparation(options).run() }
  }

  @Test func nonsenseIsRefused() throws {
    var none = small()
    none.shards = 0
    #expect(throws: DataFileError.self) { try DataPreparation(none) }
    var negative = small()
    negative.trainingPerClass = -1
    #expect(throws: DataFileError.self) { try DataPreparation(negative) }
    let empty = try TemporaryFolder()
    #expect(throws: DataFileError.self) {
      try DataPreparation(PrepareOptions(source: empty.path, output: output.path))
    }
  }

  private struct Expected: Decodable {
    let word: String
    let shape: [Int]
    let ink: [Float]
  }

  /// Every drawing that the tutorial converts comes out once with the same ink.
  ///
  /// Those of a single
  /// point, which become nothing there, are skipped here.
  @Test func theOraclesDrawingsComeOut() throws {
    guard let folder = Oracles.url("tfrecord/ndjson") else { return }
    let expected = try JSONDecoder().decode(
      [Expected].self, from: Data(contentsOf: folder.appending(path: "expected.json"))
    ).filter { $0.shape[0] > 0 }
    let target = output.file("oracle")
    let report = try DataPreparation(PrepareOptions(source: folder.path, output: target)).run()
    #expect(report.training + report.evaluation == expected.count)
    var left = expected
    for path in report.files {
      let records = try InkRecords(path: path, classCount: report.classes.count)
      while let (example, _) = try records.next() {
        let word = report.classes[try #require(example.classIndex)]
        let place = left.firstIndex { candidate in
          candidate.word == word && candidate.ink.count == example.ink.count
            && zip(candidate.ink, example.ink).allSatisfy { abs($0 - $1) <= 1e-6 }
        }
        left.remove(at: try #require(place, "a record of \(word) that nobody expects"))
      }
    }
    #expect(left.isEmpty)
  }
}
