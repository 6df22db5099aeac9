import QuickDrawModels

/// Tensors that stand for the same numbers in this program and in another framework.
///
/// Both functions take the elements of every tensor of one side, in order, row-major, and give those
/// of the other.
struct TensorGroup: Sendable {
  typealias Conversion = @Sendable ([[Float]]) -> [[Float]]

  /// This program's.
  let own: [TensorShape]
  /// The other framework's.
  let other: [TensorShape]
  let toOther: Conversion
  let toOwn: Conversion

  /// One tensor under another name.
  static func renamed(_ tensor: TensorShape, to name: String) -> TensorGroup {
    TensorGroup(
      own: [tensor], other: [TensorShape(name, tensor.shape)], toOther: { $0 }, toOwn: { $0 })
  }

  /// One tensor under another name with its axes in the reverse order.
  static func transposed(_ tensor: TensorShape, to name: String) -> TensorGroup {
    let (shape, reversed) = (tensor.shape, Array(tensor.shape.reversed()))
    return TensorGroup(
      own: [tensor], other: [TensorShape(name, reversed)],
      toOther: { $0.map { $0.reversingAxes(of: shape) } },
      toOwn: { $0.map { $0.reversingAxes(of: reversed) } })
  }
}

extension [Float] {
  /// The elements of a tensor of this shape with its axes in the reverse order.
  func reversingAxes(of shape: [Int]) -> [Float] {
    guard !isEmpty else { return self }
    // How far apart neighbours along an axis of the result lie here.
    var strides: [Int] = []
    var stride = count
    for size in shape {
      stride /= size
      strides.insert(stride, at: 0)
    }
    let sizes = Array<Int>(shape.reversed())
    return (0..<count).map { place in
      var (rest, source) = (place, 0)
      for axis in sizes.indices.reversed() {
        source += rest % sizes[axis] * strides[axis]
        rest /= sizes[axis]
      }
      return self[source]
    }
  }
}
