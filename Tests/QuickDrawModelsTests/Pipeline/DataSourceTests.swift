import Foundation
import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct DataSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A line with a drawing of `points` points.
  private func line(_ word: String, points: Int) -> String {
    let xs = (0..<points).map { String($0 * 3 % 256) }.joined(separator: ",")
    let ys = (0..<points).map { String($0 * $0 % 256) }.joined(separator: ",")
    return #"{"word":"\#(word)","drawing":[[[\#(xs)],[\#(ys)]]]}"# + "\n"
  }

  /// Two ndjson files of 10 and 7 drawings.
  private func writeLines() throws {
    try folder.write((2..<12).map { line("zigzag", points: $0) }.joined(), to: "zigzag.ndjson")
    try folder.write((3..<10).map { line("cat", points: $0) }.joined(), to: "cat.ndjson")
  }

  /// `count` records in `parts` files, and their class list.
  private func writeRecords(_ base: String, count: Int, parts: Int) throws {
    for part in 0..<parts {
      let writer = try TFRecordWriter(path: folder.file(ShardName.path(base, part, of: parts)))
      for number in stride(from: part, to: count, by: parts) {
        let ink = (0..<(number % 9 + 1) * 3).map { Float($0) / 8 - Float(number) }
        try writer.append(try InkExample(ink: ink, classIndex: number % 2).payload())
      }
      try writer.finish()
    }
    try ClassList(names: ["cat", "zigzag"]).write(to: folder.file("training.tfrecord.classes"))
  }

  private func description() -> DataDescription {
    DataDescription(
      format: .tfrecord, folder: folder.path, classes: "training.tfrecord.classes",
      train: ["training.tfrecord-?????-of-?????"], eval: ["eval.tfrecord-?????-of-?????"])
  }

  private func contents(_ dataset: Dataset?) throws -> [BatchContents] {
    try BatchStream.evaluation(try #require(dataset), batchSize: 3).contents()
  }

  @Test func aFolderOfLinesIsSplitByClass() throws {
    try writeLines()
    let source = try DataSource.open(nil, DataOptions(path: folder.path))
    #expect(source.classes.names == ["cat", "zigzag"])
    #expect(source.train?.count == 14)
    #expect(source.eval?.count == 3)
    // The 5th cat has 7 points, the 5th and 10th zigzag 6 and 11: one row less each.
    let held = try contents(source.eval)
    #expect(held.flatMap(\.lengths) == [6, 5, 10])
    #expect(held.flatMap(\.labels) == [0, 1, 1])
    let evaluated = try DataSource.open(nil, DataOptions(.evaluation, path: folder.path))
    #expect(evaluated.train == nil)
    #expect(try contents(evaluated.eval) == held)
    let everything = try DataSource.open(nil, DataOptions(.everything, path: folder.path))
    #expect(everything.eval?.count == 17)
  }

  @Test(arguments: [DataOptions.Use.training, .everything])
  func readingOnDemandGivesTheSame(_ use: DataOptions.Use) throws {
    try writeLines()
    var options = DataOptions(use, path: folder.path)
    let inMemory = try DataSource.open(nil, options)
    options.memoryLimit = 0
    let onDemand = try DataSource.open(nil, options)
    #expect(onDemand.eval?.source is LineExamples)
    #expect(try contents(onDemand.eval) == contents(inMemory.eval))
    if use == .training { #expect(try contents(onDemand.train) == contents(inMemory.train)) }
  }

  @Test func describedRecordsAreRead() throws {
    try writeRecords("training.tfrecord", count: 20, parts: 3)
    try writeRecords("eval.tfrecord", count: 5, parts: 1)
    let inMemory = try DataSource.open(description())
    #expect(inMemory.train?.count == 20)
    #expect(inMemory.eval?.count == 5)
    #expect(inMemory.notices.isEmpty)
    var options = DataOptions()
    options.memoryLimit = 0
    let onDemand = try DataSource.open(description(), options)
    #expect(onDemand.train?.source is RecordExamples)
    #expect(try contents(onDemand.train) == contents(inMemory.train))
    #expect(try contents(onDemand.eval) == contents(inMemory.eval))
  }

  @Test func aFolderOfRecordsNeedsNoDescription() throws {
    try writeRecords("training.tfrecord", count: 20, parts: 2)
    let split = try DataSource.open(nil, DataOptions(path: folder.path))
    #expect(split.train?.count == 16)
    #expect(split.eval?.count == 4)
    #expect(split.notices.count == 1)
    try writeRecords("eval.tfrecord", count: 5, parts: 1)
    let named = try DataSource.open(nil, DataOptions(path: folder.path))
    #expect(named.train?.count == 20)
    #expect(named.eval?.count == 5)
    let one = folder.file(ShardName.path("eval.tfrecord", 0, of: 1))
    #expect(try DataSource.open(nil, DataOptions(.everything, path: one)).eval?.count == 5)
  }

  @Test func missingFilesNamePatternAndFolder() throws {
    try writeRecords("training.tfrecord", count: 4, parts: 1)
    let error = #expect(throws: DataFileError.self) { try DataSource.open(description()) }
    #expect(error?.file == "eval.tfrecord-?????-of-?????")
    #expect(error?.reason.contains(folder.path) == true)
    #expect(throws: DataFileError.self) {
      try DataSource.open(nil, DataOptions(path: folder.file("nothing")))
    }
    try folder.write(line("cat", points: 4), to: "cat.ndjson")
    let mixed = #expect(throws: DataFileError.self) {
      try DataSource.open(nil, DataOptions(path: folder.path))
    }
    #expect(mixed?.reason.contains("1 .ndjson") == true)
  }

  @Test func classesOfTheNetworkDecide() throws {
    try writeLines()
    let known = try ClassList(names: ["dog", "zigzag"])
    let options = DataOptions(.evaluation, path: folder.path, classes: known)
    let source = try DataSource.open(nil, options)
    #expect(source.classes == known)
    #expect(try contents(source.eval).flatMap(\.labels) == [1, 1])
    #expect(source.notices.contains { $0.contains("7 drawings of 1 classes") })
    let strangers = try ClassList(names: ["dog"])
    #expect(throws: DataFileError.self) {
      try DataSource.open(nil, DataOptions(path: folder.path, classes: strangers))
    }
  }

  @Test func recordsOfOtherClassesAreRefused() throws {
    try writeRecords("training.tfrecord", count: 4, parts: 1)
    let known = try ClassList(names: ["zigzag", "cat"])
    #expect(throws: DataFileError.self) {
      try DataSource.open(nil, DataOptions(path: folder.path, classes: known))
    }
  }

  @Test func badLinesAreCountedOrStopAStrictRun() throws {
    try folder.write(line("cat", points: 5) + "{\n" + line("cat", points: 6), to: "a.ndjson")
    var options = DataOptions(path: folder.path)
    let source = try DataSource.open(nil, options)
    #expect(source.train?.count == 2)
    #expect(source.skips.skipped == 1)
    options.isStrict = true
    #expect(throws: DrawingError.self) { try DataSource.open(nil, options) }
  }

  @Test func setsWithoutDrawingsAreRefused() throws {
    try folder.write("", to: "a.ndjson")
    #expect(throws: DataFileError.self) {
      try DataSource.open(nil, DataOptions(path: folder.path))
    }
    let path = try folder.write("", to: "a.tfrecord")
    try ClassList(names: ["cat"]).write(to: folder.file("a.tfrecord.classes"))
    #expect(throws: DataFileError.self) { try DataSource.open(nil, DataOptions(path: path)) }
  }

  @Test func aDamagedRecordIsFoundEitherWay() throws {
    try writeRecords("training.tfrecord", count: 20, parts: 1)
    let name = ShardName.path("training.tfrecord", 0, of: 1)
    var bytes = try folder.bytes(name)
    bytes[bytes.count - 30] ^= 1
    try folder.write(bytes, to: name)
    var options = DataOptions(.everything, path: folder.file(name))
    let error = #expect(throws: DataFileError.self) { try DataSource.open(nil, options) }
    options.memoryLimit = 0
    let source = try DataSource.open(nil, options)
    let late = #expect(throws: DataFileError.self) { try contents(source.eval) }
    #expect(late == error)
  }
}
