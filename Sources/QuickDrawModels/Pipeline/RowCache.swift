import Synchronization

/// Rows of drawings that were made once, kept for the next time up to a number of bytes.
///
/// What does not fit any more is not kept, so that what is kept never has to be looked for. Any
/// thread may use it.
final class RowCache: Sendable {
  private struct Contents {
    var rows: [Int: [Float]] = [:]
    var room: Int
  }

  private let contents: Mutex<Contents>

  /// An empty cache for up to `memoryLimit` bytes of rows.
  init(memoryLimit: Int) { contents = Mutex(Contents(room: memoryLimit)) }

  /// Appends the rows of the drawing at `index`.
  ///
  /// - Returns: Whether they were kept.
  func append(_ index: Int, to points: inout [Float]) -> Bool {
    guard let rows = contents.withLock({ $0.rows[index] }) else { return false }
    points.append(contentsOf: rows)
    return true
  }

  /// The numbers in the rows of the drawing at `index`; nil when they are not kept.
  func size(of index: Int) -> Int? { contents.withLock { $0.rows[index]?.count } }

  /// Keeps the rows of the drawing at `index` if there is room for them.
  func keep(_ rows: ArraySlice<Float>, at index: Int) {
    let copy = Array(rows)
    let bytes = copy.count * MemoryLayout<Float>.stride
    contents.withLock { contents in
      guard contents.rows[index] == nil, bytes <= contents.room else { return }
      contents.rows[index] = copy
      contents.room -= bytes
    }
  }
}
