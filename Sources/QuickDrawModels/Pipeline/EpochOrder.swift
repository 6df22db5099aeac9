/// The order in which an epoch goes through a set, as a function of seed and epoch alone.
struct EpochOrder {
  let source: any ExampleSource
  let options: BatchOptions

  /// The indices of all drawings in the order of `epoch`: `[count]`.
  func indices(epoch: Int) -> [Int32] {
    var generator = SplitMix64(seed: options.seed, text: "order", index: epoch)
    var order = shuffled(&generator)
    if options.bucket {
      var generator = SplitMix64(seed: options.seed, text: "buckets", index: epoch)
      bucket(&order, epoch: epoch, &generator)
    }
    return order
  }

  /// A buffer of `shuffle` upcoming drawings; again and again one of them, at random, is taken and
  /// the next of the set takes its place.
  private func shuffled(_ generator: inout SplitMix64) -> [Int32] {
    var order = (0..<Int32(source.count)).map(\.self)
    let window = options.shuffle
    guard window > 1 else { return order }
    guard window < order.count else {
      order = generator.shuffled(order)
      return order
    }
    var buffer = Array(order[..<window])
    for position in order.indices {
      let slot = generator.below(buffer.count)
      order[position] = buffer[slot]
      let following = position + window
      if following < order.count {
        buffer[slot] = order[following]
      } else {
        buffer.swapAt(slot, buffer.count - 1)
        buffer.removeLast()
      }
    }
    return order
  }

  /// Sorts windows of the order by size and puts the batches of each window into random order.
  ///
  /// Batches run on across epochs, so the first drawings of an epoch may complete the last batch
  /// of the one before; windows start behind them, where batches start.
  private func bucket(_ order: inout [Int32], epoch: Int, _ generator: inout SplitMix64) {
    let batch = options.batchSize
    let over = (order.count % batch) * (epoch % batch) % batch
    var start = min((batch - over) % batch, order.count)
    while start < order.count {
      let end = min(start + batch * BatchOptions.bucketWindow, order.count)
      let sorted = order[start..<end].sorted { left, right in
        let sizes = (source.size(of: Int(left)), source.size(of: Int(right)))
        return sizes.0 == sizes.1 ? left < right : sizes.0 < sizes.1
      }
      // A last batch that is not full stays last, so that the others keep to batch limits.
      let batches = generator.shuffled((0..<sorted.count / batch).map(\.self))
      let whole = batches.flatMap { sorted[$0 * batch..<($0 + 1) * batch] }
      order.replaceSubrange(start..<end, with: whole + sorted[whole.count...])
      start = end
    }
  }
}
