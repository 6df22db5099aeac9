import Runtime
import Testing

@testable import QuickDrawModels

/// Every file of the oracle, read as training reads it.
@Suite struct TFRecordOracleTests {
  /// The drawings before the end or the first problem, and that problem.
  private func read(
    _ path: String, classCount: Int
  ) -> (examples: [InkExample], places: [TFRecordReader.Place], problem: (any Error)?) {
    var examples: [InkExample] = []
    var places: [TFRecordReader.Place] = []
    do {
      let records = try InkRecords(path: path, classCount: classCount)
      while let (example, place) = try records.next() {
        examples.append(example)
        places.append(place)
      }
    } catch {
      return (examples, places, error)
    }
    return (examples, places, nil)
  }

  private func classCount() throws -> Int {
    try ClassList(path: TFRecordOracle.path("good/training.tfrecord.classes")).count
  }

  @Test(arguments: TFRecordOracle.cases.filter { $0.must != "error" })
  func goodFilesGiveTheirValues(_ expected: TFRecordOracle.Case) throws {
    let path = TFRecordOracle.path(expected.file)
    let (examples, places, problem) = read(path, classCount: try classCount())
    if let problem {
      #expect(expected.must == "accept_or_error", "\(problem)")
      return
    }
    guard let values = try TFRecordOracle.values()[expected.file] else {
      #expect(!expected.file.hasPrefix("good/") || expected.records == 0)
      return
    }
    #expect(examples.count == values.count)
    for (index, value) in values.enumerated() where index < examples.count {
      if let offset = value.offset { #expect(places[index].offset == offset) }
      if let length = value.length { #expect(places[index].length == length) }
      #expect(examples[index].pointCount == value.shape[0])
      #expect(examples[index].classIndex == value.class_index[0])
      #expect(examples[index].ink.map(\.bitPattern) == value.ink.map(\.bitPattern))
    }
  }

  @Test(arguments: TFRecordOracle.cases.filter { $0.must == "error" })
  func badFilesNameFileRecordAndByte(_ expected: TFRecordOracle.Case) throws {
    let path = TFRecordOracle.path(expected.file)
    let (examples, places, problem) = read(path, classCount: try classCount())
    let error = try #require(problem as? DataFileError, "\(expected.why ?? "")")
    let badRecord = try #require(expected.badRecord)
    #expect(examples.count == expected.goodBefore)
    let end = places.last.map { $0.offset + 16 + UInt64($0.length) } ?? 0
    #expect(error.file == path)
    #expect(error.place == .record(badRecord, offset: end))
  }

  /// Indexing sees the same damage as reading, but for what lies in payloads.
  @Test(arguments: TFRecordOracle.cases.filter { $0.must == "error" })
  func skippingNeverGoesBeyondTheFile(_ expected: TFRecordOracle.Case) throws {
    let path = TFRecordOracle.path(expected.file)
    let size = UInt64(try InputFile(path).size)
    let reader = try TFRecordReader(path: path)
    do {
      while let place = try reader.skip() {
        #expect(place.offset + 16 + UInt64(place.length) <= size)
      }
      #expect(reader.offset == size)
    } catch let error as DataFileError {
      #expect(error.place == .record(reader.number, offset: reader.offset))
    }
  }
}
