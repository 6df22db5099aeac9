import Foundation
import Testing

@testable import QuickDrawModels

@Suite struct BatchStreamTests {
  private static let variants = [0, 10, 1_000].flatMap { shuffle in
    [false, true].map { BatchOptions(batchSize: 8, shuffle: shuffle, bucket: $0, seed: 5) }
  }

  @Test(arguments: variants)
  func everyEpochHoldsEveryDrawingOnce(_ options: BatchOptions) throws {
    let stream = try BatchStream.training(try CountedSource(count: 103).dataset(), options)
    let batches = try stream.contents(103)
    #expect(batches.allSatisfy { $0.indices.count == 8 })
    let order = batches.flatMap(\.indices)
    for epoch in 0..<8 {
      #expect(Set(order[epoch * 103..<(epoch + 1) * 103]).count == 103, "epoch \(epoch)")
    }
    if options.shuffle > 0 { #expect(order[..<103] != order[103..<206]) }
  }

  @Test func aBatchHoldsWhatItsDrawingsHold() throws {
    let source = CountedSource(count: 5) { $0 + 1 }
    let stream = try BatchStream.training(try source.dataset(), BatchOptions(batchSize: 2))
    let batch = try #require(try stream.contents(2).last)
    #expect(batch.indices == [2, 3])
    #expect(batch.lengths == [3, 4])
    #expect(batch.labels == [2, 3])
    #expect(batch.points.count == 7 * 3)
    #expect(Array(batch.points[9..<15]) == [3, 0, 0, 3, 1, 0])
  }

  @Test(arguments: variants)
  func theOrderDependsOnTheSeedAlone(_ options: BatchOptions) throws {
    let dataset = try CountedSource(count: 103).dataset()
    let first = try BatchStream.training(dataset, options).contents(30)
    var other = options
    other.readAhead = 1
    let slow = try BatchStream.training(dataset, other)
    var second: [BatchContents] = []
    while second.count < 30 {
      second += try slow.contents(1)
      Thread.sleep(forTimeInterval: 0.001)
    }
    #expect(first == second)
    other.seed = 6
    let reseeded = try BatchStream.training(dataset, other).contents(30)
    #expect((reseeded == first) == (options.shuffle == 0 && !options.bucket))
  }

  /// Also at an epoch's end, and right behind it.
  @Test(arguments: variants)
  func aSavedCursorGoesOnExactly(_ options: BatchOptions) throws {
    let dataset = try CountedSource(count: 40).dataset()
    let whole = try BatchStream.training(dataset, options).contents(20)
    for taken in 0..<12 {
      let stream = try BatchStream.training(dataset, options)
      _ = try stream.contents(taken)
      let saved = try JSONEncoder().encode(stream.cursor)
      let cursor = try JSONDecoder().decode(DataCursor.self, from: saved)
      let resumed = try BatchStream.training(dataset, options, from: cursor)
      #expect(try resumed.contents(8) == Array(whole[taken..<taken + 8]), "after \(taken)")
    }
  }

  @Test func aCursorOfOtherDataIsRefused() throws {
    let dataset = try CountedSource(count: 40).dataset()
    let error = #expect(throws: DataFileError.self) {
      try BatchStream.training(
        dataset, BatchOptions(batchSize: 8), from: DataCursor(epoch: 1, position: 41))
    }
    #expect(error?.reason.contains("40 drawings") == true)
  }

  @Test func evaluationGoesThroughOnceInOrder() throws {
    let stream = try BatchStream.evaluation(try CountedSource(count: 21).dataset(), batchSize: 8)
    let batches = try stream.contents()
    #expect(batches.map(\.indices.count) == [8, 8, 5])
    #expect(batches.flatMap(\.indices) == Array(0..<21))
    #expect(try stream.next() == nil)
  }

  @Test func drawingsWithoutPointsArePassedOverAndCounted() throws {
    let source = CountedSource(count: 20) { $0.isMultiple(of: 4) ? 0 : 3 }
    let stream = try BatchStream.evaluation(try source.dataset(), batchSize: 4)
    let batches = try stream.contents()
    #expect(batches.flatMap(\.indices) == (0..<20).filter { !$0.isMultiple(of: 4) })
    #expect(batches.map(\.indices.count) == [4, 4, 4, 3])
    #expect(stream.passedOver == 5)
  }

  @Test func aSetOfNothingIsAnError() throws {
    let empty = try CountedSource(count: 9) { _ in 0 }.dataset()
    let stream = try BatchStream.training(empty, BatchOptions(batchSize: 2))
    #expect(throws: DataFileError.self) { try stream.next() }
    let none = try CountedSource(count: 0).dataset()
    #expect(throws: DataFileError.self) {
      try BatchStream.training(none, BatchOptions(batchSize: 2))
    }
  }

  @Test func aProblemComesAfterTheBatchesBeforeIt() throws {
    let source = CountedSource(
      count: 30,
      onRead: { index in
        if index == 17 { throw DataFileError(file: "f", reason: "broken") }
      })
    let stream = try BatchStream.evaluation(try source.dataset(), batchSize: 8)
    #expect(try stream.contents(2).flatMap(\.indices) == Array(0..<16))
    for _ in 0..<2 { #expect(throws: DataFileError.self) { try stream.next() } }
  }

  @Test func bucketsLeaveLittlePadding() throws {
    let dataset = try CountedSource(count: 2_000) { $0 * 7_919 % 97 + 3 }.dataset()
    func padding(_ options: BatchOptions) throws -> Double {
      let batches = try BatchStream.training(dataset, options).contents(250)
      let real = batches.reduce(0) { $0 + $1.lengths.reduce(0, +) }
      let padded = batches.reduce(0) { $0 + ($1.lengths.max() ?? 0) * Int32($1.lengths.count) }
      return 1 - Double(real) / Double(padded)
    }
    #expect(try padding(BatchOptions(batchSize: 8, shuffle: 2_000)) > 0.3)
    #expect(try padding(BatchOptions(batchSize: 8, shuffle: 2_000, bucket: true)) < 0.05)
  }
}
