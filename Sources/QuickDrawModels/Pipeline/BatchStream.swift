import Foundation

/// The batches of a set, made ahead of their use on a thread of their own.
///
/// Which drawings a batch holds depends on set, options and cursor alone, never on timing. One
/// thread at a time may use a stream.
public final class BatchStream {
  /// Where the batch after the one taken last starts: what to save for going on later.
  public private(set) var cursor: DataCursor
  /// How long `next` had to wait for batches, all calls together.
  public private(set) var waited = Duration.zero
  /// The drawings without points that were passed over so far.
  public private(set) var passedOver = 0

  let queue: BatchQueue
  private var taken: Batch?

  private init(_ plan: BatchPlan) {
    cursor = plan.start
    // One batch is in use, one is being filled or waits to be.
    let queue = BatchQueue(count: plan.options.readAhead + 1)
    self.queue = queue
    let thread = Thread { Self.fill(queue, plan) }
    thread.name = "batches"
    thread.stackSize = 1 << 21
    thread.start()
  }

  deinit { queue.close() }

  /// Full batches without end: epochs follow each other, each in an order of its own, and a batch
  /// may hold the last drawings of one and the first of the next.
  ///
  /// - Parameters:
  ///   - dataset: the drawings.
  ///   - options: how to batch and shuffle them.
  ///   - cursor: where to start; that of another stream with the same set and options goes on
  ///     exactly where that one stood.
  /// - Returns: A stream whose `next` never gives nil.
  /// - Throws: `DataFileError` when the set is empty or the cursor is not one of it.
  public static func training(
    _ dataset: Dataset, _ options: BatchOptions, from cursor: DataCursor = DataCursor()
  ) throws -> BatchStream {
    BatchStream(try BatchPlan(dataset, options, isEndless: true, start: cursor))
  }

  /// Every drawing once, in the set's own order; the last batch may be smaller.
  ///
  /// - Parameters:
  ///   - dataset: the drawings.
  ///   - batchSize: the drawings of a batch.
  /// - Returns: A stream that ends.
  /// - Throws: `DataFileError` when the set is empty.
  public static func evaluation(_ dataset: Dataset, batchSize: Int) throws -> BatchStream {
    let options = BatchOptions(batchSize: batchSize)
    return BatchStream(try BatchPlan(dataset, options, isEndless: false, start: DataCursor()))
  }

  /// The next batch, which stays as it is until the next call; nil after the last.
  ///
  /// - Throws: What reading a drawing throws: `DataFileError` or `FileError` with file and place.
  public func next() throws -> Batch? {
    let used = taken
    taken = nil
    let (batch, time) = try queue.take(giving: used)
    waited += time
    taken = batch
    if let batch {
      cursor = batch.next
      passedOver += batch.passedOver
    }
    return batch
  }

  /// Fills batches until there are no more or nobody wants more.
  private static func fill(_ queue: BatchQueue, _ plan: BatchPlan) {
    var maker = BatchMaker(plan)
    do {
      while let batch = queue.takeFree() {
        guard try maker.make(batch) else { break }
        queue.put(batch)
      }
      queue.finish(.success(()))
    } catch {
      queue.finish(.failure(error))
    }
  }
}
