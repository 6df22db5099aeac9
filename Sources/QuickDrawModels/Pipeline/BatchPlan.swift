/// Which drawings to batch, how, and where to start.
struct BatchPlan: Sendable {
  let dataset: Dataset
  let options: BatchOptions
  /// Whether epoch follows epoch, all batches being full; else one epoch is made.
  let isEndless: Bool
  let start: DataCursor

  /// A plan that can be carried out.
  ///
  /// - Throws: `DataFileError` when there is no drawing, or the cursor lies outside the set.
  init(
    _ dataset: Dataset, _ options: BatchOptions, isEndless: Bool, start: DataCursor
  ) throws(DataFileError) {
    precondition(options.batchSize > 0 && options.readAhead > 0, "a batch has drawings")
    let count = dataset.count
    guard count > 0 else { throw DataFileError(file: dataset.name, reason: "has no drawings") }
    guard count <= Int(Int32.max) else {
      throw DataFileError(
        file: dataset.name,
        reason: "has \(count) drawings; at most \(Int32.max) can be put into order")
    }
    guard start.epoch >= 0, (0...count).contains(start.position) else {
      throw DataFileError(
        file: dataset.name,
        reason: "has \(count) drawings, but the run to be resumed stood at drawing "
          + "\(start.position) of epoch \(start.epoch)",
        hint: "is this the data it began with?")
    }
    self.dataset = dataset
    self.options = options
    self.isEndless = isEndless
    self.start = start
  }
}
