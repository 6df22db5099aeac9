/// A kernel's window on a stored value: where its elements lie and how they are arranged.
///
/// A ragged value `[B, T, …]` is stored packed, one block of rows an example (``sequence``), and
/// `size(1)` is the padded length; every other value is stored densely in row-major order.
public struct TensorView {
  /// The largest rank.
  public static let mostAxes = 6

  /// The first element; meaningless for a value of integers.
  public internal(set) var floats: UnsafeMutablePointer<Float>
  /// The number of axes.
  public let rank: Int
  /// The number of stored elements.
  public let count: Int
  /// Rows and their examples when the value has at least two axes; for a value without a ragged
  /// axis each example has `size(1)` rows.
  public let sequence: SequenceLayout?
  /// Whether axis 1 is ragged.
  public let isRagged: Bool
  private let sizes: InlineArray<6, Int>

  init(
    sizes: InlineArray<6, Int>, rank: Int, count: Int, sequence: SequenceLayout?, isRagged: Bool,
    floats: UnsafeMutablePointer<Float>
  ) {
    (self.sizes, self.rank, self.count) = (sizes, rank, count)
    (self.sequence, self.isRagged, self.floats) = (sequence, isRagged, floats)
  }

  /// The first element of a value of integers.
  public var ints: UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(floats).assumingMemoryBound(to: Int32.self)
  }

  /// The size of an axis; negative axes count from the last.
  public func size(_ axis: Int) -> Int { sizes[axis < 0 ? rank + axis : axis] }

  /// The elements of one row along the last axis; 1 for a scalar.
  public var width: Int { rank == 0 ? 1 : sizes[rank - 1] }

  /// The stored rows along the last axis.
  public var rows: Int { width == 0 ? 0 : count / width }

  /// The elements of one step of a sequence: the product of the axes behind axis 1.
  public var stepSize: Int {
    var product = 1
    for axis in 2..<max(2, rank) { product *= sizes[axis] }
    return product
  }

  /// The examples' rows.
  ///
  /// The op's schema asks for an axis of steps, so there is one.
  public var steps: SequenceLayout {
    guard let sequence else { preconditionFailure("a value of rank \(rank) has no steps") }
    return sequence
  }
}
