/// Drawings that a step works on together, packed without padding.
///
/// A batch belongs to whoever took it from a `BatchStream` until that takes the next one; the
/// stream then fills it again.
public final class Batch: @unchecked Sendable {
  /// The rows of all drawings one behind the other: `[sum of lengths, 3]`.
  public internal(set) var points: [Float] = []
  /// The points of each drawing, at least 1: `[batch]`.
  public internal(set) var lengths: [Int32] = []
  /// The class of each drawing, -1 where it is not known: `[batch]`.
  public internal(set) var labels: [Int32] = []
  /// The place of each drawing in its set: `[batch]`.
  public internal(set) var indices: [Int] = []
  /// Where the batch after this one starts.
  public internal(set) var next = DataCursor()
  /// The drawings without points that were passed over on the way to this batch.
  public internal(set) var passedOver = 0

  /// An empty batch.
  init() {}

  /// The number of drawings.
  public var count: Int { lengths.count }

  /// Empties the batch and keeps its memory.
  func removeAll() {
    points.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    passedOver = 0
  }
}
