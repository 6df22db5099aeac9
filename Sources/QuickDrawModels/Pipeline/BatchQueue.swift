import Foundation

/// Hands batches from the thread that makes them to the one that uses them, and back.
///
/// The number of batches in circulation bounds the memory: without a free batch the maker waits.
final class BatchQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private var free: [Batch]
  private var ready: [Batch] = []
  private var end: Result<Void, any Error>?
  private var isClosed = false

  /// A queue in which `count` batches circulate.
  init(count: Int) { free = (0..<count).map { _ in Batch() } }

  /// An empty batch to fill, once one has come back; nil when nobody wants more.
  func takeFree() -> Batch? {
    condition.lock()
    defer { condition.unlock() }
    while free.isEmpty && !isClosed { condition.wait() }
    return isClosed ? nil : free.removeLast()
  }

  /// Hands over a filled batch.
  func put(_ batch: Batch) {
    condition.lock()
    defer { condition.unlock() }
    ready.append(batch)
    condition.broadcast()
  }

  /// Says that no further batch comes, or why.
  func finish(_ result: Result<Void, any Error>) {
    condition.lock()
    defer { condition.unlock() }
    end = result
    condition.broadcast()
  }

  /// Gives `used` back and takes the next filled batch; nil after the last.
  ///
  /// - Returns: The batch and how long the caller had to wait for it.
  /// - Throws: What stopped the maker, after all batches before it.
  func take(giving used: Batch?) throws -> (batch: Batch?, waited: Duration) {
    condition.lock()
    defer { condition.unlock() }
    if let used {
      free.append(used)
      condition.broadcast()
    }
    var waited = Duration.zero
    if ready.isEmpty && end == nil {
      let start = ContinuousClock.now
      while ready.isEmpty && end == nil { condition.wait() }
      waited = ContinuousClock.now - start
    }
    if !ready.isEmpty { return (ready.removeFirst(), waited) }
    try end?.get()
    return (nil, waited)
  }

  /// Tells the maker to stop.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.broadcast()
  }

  /// The batches that are filled and not taken yet.
  var readyCount: Int {
    condition.lock()
    defer { condition.unlock() }
    return ready.count
  }
}
