/// What a value holds: its elements, its symbolic shape, and what lies past an example's end.
public struct TensorType: Hashable, Sendable {
  /// What a ragged value holds in the steps past an example's own end.
  public enum Tail: Hashable, Sendable {
    /// Zeros: reading them does not let padding leak into a result.
    case zero
    /// Whatever the op made of the padding it read.
    case arbitrary
  }

  /// The elements' type.
  public var scalar: ScalarType
  /// The axes, outermost first; a ragged axis stands at index 1, behind the batch.
  public var dims: [Dim]
  /// What lies past an example's end; `.zero` when no axis is ragged.
  public var tail: Tail
  /// How many steps past an example's end are stored because somebody reads them, at most up to the
  /// longest example of the batch; `Int.max` stores every example at that length.
  public var overhang: Int

  /// A type that stores no padding.
  public init(_ dims: [Dim], scalar: ScalarType = .f32, tail: Tail = .zero, overhang: Int = 0) {
    self.scalar = scalar
    self.dims = dims
    self.tail = tail
    self.overhang = overhang
  }

  /// A type whose axes all have fixed sizes.
  public init(fixed sizes: [Int], scalar: ScalarType = .f32) {
    self.init(sizes.map(Dim.fixed), scalar: scalar)
  }

  /// The number of axes.
  public var rank: Int { dims.count }

  /// The ragged axis, if there is one.
  public var raggedDim: RaggedDim? {
    guard dims.count > 1, case .ragged(let dim) = dims[1] else { return nil }
    return dim
  }

  /// Whether the examples have lengths of their own.
  public var isRagged: Bool { raggedDim != nil }

  /// The axes alone, such as `[B, T, 96]`.
  public var shapeDescription: String {
    "[" + dims.map(\.description).joined(separator: ", ") + "]"
  }
}

extension TensorType: CustomStringConvertible {
  public var description: String { scalar.rawValue + shapeDescription }
}
