/// Makes batches one after the other, on whatever thread it is called.
struct BatchMaker {
  /// Where the next batch starts.
  private(set) var cursor: DataCursor

  private let dataset: Dataset
  private let options: BatchOptions
  private let isEndless: Bool
  private let order: EpochOrder
  private var indices: [Int32]
  private var reader: any ExampleReader

  /// A maker that starts where `plan` says.
  init(_ plan: BatchPlan) {
    dataset = plan.dataset
    options = plan.options
    isEndless = plan.isEndless
    cursor = plan.start
    order = EpochOrder(source: plan.dataset.source, options: plan.options)
    indices = order.indices(epoch: cursor.epoch)
    reader = plan.dataset.source.reader()
  }

  /// Fills `batch` with the next drawings, passing over those without points.
  ///
  /// - Returns: Whether there were any left.
  /// - Throws: What reading a drawing throws, or `DataFileError` when a whole epoch had no points.
  mutating func make(_ batch: Batch) throws -> Bool {
    batch.removeAll()
    var passedOverInRow = 0
    while batch.count < options.batchSize {
      if cursor.position == indices.count {
        guard isEndless else { break }
        cursor = DataCursor(epoch: cursor.epoch + 1)
        indices = order.indices(epoch: cursor.epoch)
      }
      let index = Int(indices[cursor.position])
      let start = batch.points.count
      let label = try reader.append(index, to: &batch.points)
      cursor.position += 1
      let length = (batch.points.count - start) / Ink.columns
      guard length > 0 else {
        batch.passedOver += 1
        passedOverInRow += 1
        if passedOverInRow < dataset.count { continue }
        throw DataFileError(
          file: dataset.name, reason: "has \(dataset.count) drawings, but none has points")
      }
      passedOverInRow = 0
      batch.lengths.append(Int32(length))
      batch.labels.append(Int32(label ?? -1))
      batch.indices.append(index)
    }
    batch.next = cursor
    return batch.count > 0
  }
}
