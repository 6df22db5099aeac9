import Synchronization

@testable import QuickDrawModels

/// Drawings made up on the spot, which count how often they are read.
final class CountedSource: ExampleSource {
  let count: Int
  private let length: @Sendable (Int) -> Int
  private let onRead: @Sendable (Int) throws -> Void
  private let readCount = Atomic<Int>(0)

  /// A source in which the drawing `i` has `length(i)` points and the class `i`.
  init(
    count: Int, length: @escaping @Sendable (Int) -> Int = { $0 * 7 % 23 + 1 },
    onRead: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) {
    self.count = count
    self.length = length
    self.onRead = onRead
  }

  /// How many drawings were read so far.
  var reads: Int { readCount.load(ordering: .relaxed) }

  func size(of index: Int) -> Int { length(index) }

  func reader() -> any ExampleReader { Reader(source: self) }

  private struct Reader: ExampleReader {
    let source: CountedSource

    func append(_ index: Int, to points: inout [Float]) throws -> Int? {
      source.readCount.add(1, ordering: .relaxed)
      try source.onRead(index)
      for point in 0..<source.length(index) { points += [Float(index), Float(point), 0] }
      return index
    }
  }

  /// The source as a set.
  func dataset() throws -> Dataset {
    Dataset(
      source: self, classes: try ClassList(names: (0..<max(1, count)).map { "class \($0)" }),
      name: "made up")
  }
}

/// What a batch holds, as a value.
struct BatchContents: Equatable {
  let indices: [Int]
  let lengths: [Int32]
  let labels: [Int32]
  let points: [Float]

  init(_ batch: Batch) {
    indices = batch.indices
    lengths = batch.lengths
    labels = batch.labels
    points = batch.points
  }
}

extension BatchStream {
  /// The next `count` batches, or all up to the end.
  func contents(_ count: Int = .max) throws -> [BatchContents] {
    var all: [BatchContents] = []
    while all.count < count, let batch = try next() { all.append(BatchContents(batch)) }
    return all
  }
}
