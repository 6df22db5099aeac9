import Foundation
import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct TFRecordWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func payloads(_ path: String) throws -> [[UInt8]] {
    let reader = try TFRecordReader(path: path)
    var payload: [UInt8] = []
    var all: [[UInt8]] = []
    while try reader.next(into: &payload) != nil { all.append(payload) }
    return all
  }

  @Test func whatIsWrittenIsRead() throws {
    let path = folder.file("a.tfrecord")
    let written = [[], [7], (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }]
    let writer = try TFRecordWriter(path: path)
    for payload in written { try writer.append(payload) }
    let summary = try writer.finish()
    #expect(try payloads(path) == written)
    #expect(summary == TFRecordSidecar(records: 3, bytes: 300_001 + 48))
    #expect(try TFRecordSidecar.read(of: path) == summary)
    #expect(try folder.names() == ["a.tfrecord", "a.tfrecord.json"])
  }

  /// The payload's bytes are those that TensorFlow wrote: a good file copies to the same bytes.
  @Test(arguments: TFRecordOracle.cases.filter { $0.file.hasPrefix("good/training") })
  func tensorFlowsFilesAreReproduced(_ expected: TFRecordOracle.Case) throws {
    let source = TFRecordOracle.path(expected.file)
    let writer = try TFRecordWriter(path: folder.file("copy"))
    for payload in try payloads(source) { try writer.append(payload) }
    try writer.finish()
    #expect(try folder.bytes("copy") == Array(Data(contentsOf: URL(fileURLWithPath: source))))
  }

  @Test func anUnfinishedFileLeavesTheOldOneAlone() throws {
    let path = try folder.write("old", to: "a.tfrecord")
    do {
      let writer = try TFRecordWriter(path: path)
      try writer.append([1, 2, 3])
    }
    #expect(try folder.names() == ["a.tfrecord"])
    #expect(try folder.bytes("a.tfrecord") == Array("old".utf8))
  }

  @Test func anImpossibleFolderIsAnError() {
    #expect(throws: FileError.self) { try TFRecordWriter(path: folder.file("no/such/file")) }
  }

  @Test func aFileCutBetweenRecordsIsNoticed() throws {
    let path = folder.file("a.tfrecord")
    let example = InkExample(ink: [0.5, -0.5, 1], classIndex: 0)
    let writer = try TFRecordWriter(path: path)
    for _ in 0..<2 { try writer.append(try example.payload()) }
    let summary = try writer.finish()
    try folder.write(
      Array(try folder.bytes("a.tfrecord").prefix(Int(summary.bytes) / 2)), to: "a.tfrecord")
    let error = #expect(throws: DataFileError.self) {
      try InkRecords(path: path, classCount: 1)
    }
    #expect(error?.reason.contains("\(summary.bytes)") == true)
  }
}
