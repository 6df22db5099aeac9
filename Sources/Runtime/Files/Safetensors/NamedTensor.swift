/// A tensor of single-precision numbers under a name.
public struct NamedTensor: Equatable, Sendable {
  /// The name, such as `rnn.0.forward/kernel`.
  public let name: String
  /// The sizes of the axes, outermost first; empty for a scalar.
  public let shape: [Int]
  /// The elements in row-major order.
  public let values: [Float]

  /// A tensor whose shape has as many elements as `values`.
  public init(_ name: String, shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "\(name): \(shape), \(values.count) values")
    self.name = name
    self.shape = shape
    self.values = values
  }

  /// A copy of the elements at `start`, as many as the shape has.
  public init(_ name: String, shape: [Int], copying start: UnsafePointer<Float>) {
    let count = shape.reduce(1, *)
    self.init(
      name, shape: shape, values: Array(UnsafeBufferPointer(start: start, count: count)))
  }
}
