/// How the examples of a batch lie in a stored value: one block of rows an example, in order.
///
/// Example `b` has the rows `start(b) ..< start(b) + extent(b)`, of which the first `length(b)` are
/// its own; the others are steps past its end that somebody reads. No padding is stored otherwise.
public struct SequenceLayout: Sendable {
  /// The number of examples.
  public let batch: Int
  /// The length to which a padded tensor would bring every example.
  public let paddedLength: Int
  /// The rows stored in all.
  public let rows: Int
  /// `batch + 1` first rows; the last is `rows`.
  nonisolated(unsafe) public let starts: UnsafePointer<Int32>
  /// `batch` numbers of an example's own steps.
  nonisolated(unsafe) public let lengths: UnsafePointer<Int32>

  /// The first row of an example.
  @inlinable public func start(_ example: Int) -> Int { Int(starts[example]) }
  /// An example's own steps.
  @inlinable public func length(_ example: Int) -> Int { Int(lengths[example]) }
  /// The rows stored for an example.
  @inlinable public func extent(_ example: Int) -> Int {
    Int(starts[example + 1]) - Int(starts[example])
  }

  /// The example that a stored row belongs to.
  public func example(ofRow row: Int) -> Int {
    var (low, high) = (0, batch)
    while high - low > 1 {
      let middle = (low + high) / 2
      if start(middle) <= row { low = middle } else { high = middle }
    }
    return low
  }
}
