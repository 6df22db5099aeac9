import Runtime

/// The axes that a reduction removes, and how stored elements fall into its results.
///
/// A ragged value keeps its first two axes: its stored steps are rows that are reduced one by one.
struct ReducedAxes: Sendable {
  static let axes = Attribute<[Int]>(
    "axes", "The axes to reduce, negative ones from the last; all when left out.", optional: true)
  static let keepDims = Attribute<Bool>(
    "keep_dims", "Whether reduced axes stay with size 1.", default: false)

  private let axes: [Int]?
  private let keepsDims: Bool

  init(_ attributes: AttributeReader) throws(OpError) {
    axes = try attributes.optional(Self.axes)
    keepsDims = try attributes[Self.keepDims]
  }

  static func schema(
    _ name: String, _ summary: String, elsewhere: [String] = [], formula: String = ""
  ) -> OpSchema {
    OpSchema(
      name, summary, elsewhere: elsewhere, formula: formula, group: .reduction,
      inputs: [Operand("x", "...", "any values")],
      result: Operand("y", "...", "without the reduced axes"), attributes: [axes, keepDims])
  }

  /// For each axis of `type` whether it is reduced.
  func isReduced(_ type: TensorType) throws(OpError) -> [Bool] {
    guard let axes else { return try checked(Array(repeating: true, count: type.rank), type) }
    var reduced = Array(repeating: false, count: type.rank)
    for axis in axes {
      let index = axis < 0 ? axis + type.rank : axis
      guard reduced.indices.contains(index) else {
        throw OpError(
          .attribute("axes"), "there is no axis \(axis): {0} is \(type.shapeDescription)")
      }
      reduced[index] = true
    }
    return try checked(reduced, type)
  }

  func resultType(_ type: TensorType) throws(OpError) -> TensorType {
    let reduced = try isReduced(type)
    let dims = zip(type.dims, reduced).compactMap { dim, isReduced in
      isReduced ? (keepsDims ? Dim.fixed(1) : nil) : dim
    }
    return TensorType(dims, tail: type.tail)
  }

  private func checked(_ reduced: [Bool], _ type: TensorType) throws(OpError) -> [Bool] {
    if type.isRagged, reduced[0] || reduced[1] {
      throw OpError(
        axes == nil ? .input(0) : .attribute("axes"),
        "{0} is \(type.shapeDescription): every example has its own number of steps",
        hint: "masked_sum, masked_mean and masked_max reduce the steps of each example")
    }
    return reduced
  }
}

/// A primitive that folds some axes of its input away.
protocol ReductionOp: PrimitiveOp {
  var axes: ReducedAxes { get }
}

extension ReducedAxes {
  /// For each axis of a stored value whether it is reduced; the shape rule has checked the axes.
  func isReduced(_ view: TensorView) -> [Bool] {
    guard let axes else { return Array(repeating: true, count: view.rank) }
    var reduced = Array(repeating: false, count: view.rank)
    for axis in axes { reduced[axis < 0 ? axis + view.rank : axis] = true }
    return reduced
  }
}

extension ReductionOp {
  public func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    return [try axes.resultType(inputs[0])]
  }

  public func flops(_ call: KernelCall) -> Double { Double(call.input(0).count) }
}
