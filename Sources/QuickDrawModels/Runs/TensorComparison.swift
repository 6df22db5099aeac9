import Runtime

/// How the tensors of two files differ, bit by bit.
public struct TensorComparison: Sendable, Equatable {
  /// One tensor that is not the same.
  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    public let name: String
    public let shape: [Int]
    /// How many elements differ.
    public let differing: Int
    /// The index of the first of them, an index an axis.
    public let place: [Int]
    /// Its value in the one and in the other.
    public let values: [Float]
    /// The largest difference of two elements; NaN when one of them is.
    public let largest: Float

    /// Such as `dense/bias [4]: 2 of 4 numbers differ, by at most 1e-07; first at [1]: 0.5 and 0.6`.
    public var description: String {
      let count = shape.reduce(1, *)
      return
        "\(name) \(shape): \(differing) of \(count) numbers \(differing == 1 ? "differs" : "differ"), by at most "
        + "\(largest); the first at \(place): \(values[0]) there, \(values[1]) here"
    }
  }

  /// The tensors of the first file.
  public let count: Int
  /// How many of them differ.
  public private(set) var differing = 0
  /// The first that does.
  public private(set) var first: Difference?
  /// What differs besides elements: names, shapes, or what a file says of itself.
  public private(set) var problem: String?

  /// Whether nothing differs.
  public var agrees: Bool { differing == 0 && problem == nil }

  /// Compares two files.
  ///
  /// - Throws: `FileError` when one cannot be read.
  public init(_ one: SafetensorsFile, _ other: SafetensorsFile) throws(FileError) {
    count = one.tensors.count
    for tensor in one.tensors {
      guard let same = other[tensor.name] else {
        problem = "\(tensor.name) is missing here"
        return
      }
      guard same.shape == tensor.shape else {
        problem = "\(tensor.name) is \(tensor.shape) there, \(same.shape) here"
        return
      }
      let difference = Self.difference(
        tensor, try one.floats(tensor), try other.floats(same))
      guard let difference else { continue }
      first = first ?? difference
      differing += 1
    }
    if other.tensors.count != count {
      problem = "there are \(count) tensors there, \(other.tensors.count) here"
    } else if differing == 0, try one.sha256() != other.sha256() {
      problem = "the tensors are the same, but the headers of the files are not"
    }
  }

  private static func difference(
    _ tensor: SafetensorsTensor, _ one: [Float], _ other: [Float]
  ) -> Difference? {
    let places = one.indices.filter { one[$0].bitPattern != other[$0].bitPattern }
    guard let first = places.first else { return nil }
    let largest = places.reduce(Float(0)) { largest, index in
      let difference = abs(one[index] - other[index])
      return largest.isNaN || difference.isNaN ? .nan : max(largest, difference)
    }
    var (rest, place) = (first, [Int]())
    for size in tensor.shape.reversed() {
      place.insert(rest % size, at: 0)
      rest /= size
    }
    return Difference(
      name: tensor.name, shape: tensor.shape, differing: places.count, place: place,
      values: [one[first], other[first]], largest: largest)
  }
}
