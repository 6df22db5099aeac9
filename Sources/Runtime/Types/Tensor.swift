/// A shape and its elements in row-major order, on their own outside any executor.
public struct Tensor: Hashable, Sendable {
  /// The elements.
  public enum Elements: Hashable, Sendable {
    case floats([Float])
    case ints([Int32])
  }

  /// The size of each axis, outermost first.
  public let shape: [Int]
  /// The elements.
  public let elements: Elements

  /// A tensor of floats; `floats` holds one element for each position of `shape`.
  public init(_ shape: [Int], _ floats: [Float]) {
    precondition(shape.reduce(1, *) == floats.count, "\(shape) does not hold \(floats.count)")
    self.shape = shape
    elements = .floats(floats)
  }

  /// A tensor of integers; `ints` holds one element for each position of `shape`.
  public init(_ shape: [Int], ints: [Int32]) {
    precondition(shape.reduce(1, *) == ints.count, "\(shape) does not hold \(ints.count)")
    self.shape = shape
    elements = .ints(ints)
  }

  /// The elements as floats; integers are converted.
  public var floats: [Float] {
    switch elements {
    case .floats(let floats): floats
    case .ints(let ints): ints.map(Float.init)
    }
  }

  /// The elements' type.
  public var scalar: ScalarType {
    if case .floats = elements { .f32 } else { .i32 }
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
}
