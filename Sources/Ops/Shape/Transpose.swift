import Runtime

/// `y[i…] = x[j…]` where axis `n` of `y` is axis `axes[n]` of `x`.
public struct Transpose: PrimitiveOp {
  static let axes = Attribute<[Int]>(
    "axes", "For each axis of the result the axis of x; reversed when left out.", optional: true)

  public static let schema = OpSchema(
    "transpose", "Puts the axes into another order.",
    elsewhere: ["permute"],
    formula: "y[i…] = x[j…] where axis n of y is axis axes[n] of x",
    group: .shape, inputs: [Operand("x", "...", "any values")], result: Operand("y", "..."),
    attributes: [axes])

  public static let examples = [
    OpExample(
      inputs: [Tensor([2, 3], [1, 2, 3, 4, 5, 6])],
      result: Tensor([3, 2], [1, 4, 2, 5, 3, 6]))
  ]

  private let axes: [Int]?

  public init(_ attributes: AttributeReader) throws(OpError) {
    axes = try attributes.optional(Self.axes)
  }

  public func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    let type = inputs[0]
    let order = order(rank: type.rank)
    guard order.sorted() == Array(0..<type.rank) else {
      throw OpError(
        .attribute("axes"),
        "`axes` = \(order.attributeValue) does not name each of the "
          + "\(type.rank) axes of {0}, \(type.shapeDescription), once")
    }
    guard !type.isRagged || order.prefix(2) == [0, 1] else {
      throw OpError(
        axes == nil ? .input(0) : .attribute("axes"),
        "batch and steps of {0}, \(type.shapeDescription), must stay in front")
    }
    return [TensorType(order.map { type.dims[$0] }, tail: type.tail)]
  }

  public func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    permute(x, into: y, order: order(rank: x.rank))
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let type = builder.type(of: call.inputs[0])
    var inverse = Array(repeating: 0, count: type.rank)
    for (to, from) in order(rank: type.rank).enumerated() { inverse[from] = to }
    return [try builder.append(TransposeGradient(order: inverse, type: type), [dy])[0]]
  }

  private func order(rank: Int) -> [Int] {
    axes?.map { $0 < 0 ? $0 + rank : $0 } ?? Array((0..<rank).reversed())
  }
}

/// `dx` = `dy` with the axes put back.
struct TransposeGradient: GradientOp {
  let name = "transpose_gradient"
  let order: [Int]
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    if dx.count != dy.count { dx.floats.update(repeating: 0, count: dx.count) }
    permute(dy, into: dx, order: order)
  }
}

/// Writes `x` with its axes in `order`; steps that only one of the two stores are left out.
private func permute(_ x: TensorView, into y: TensorView, order: [Int]) {
  var (sizes, order) = ((0..<x.rank).map(x.size), order)
  if x.isRagged {
    // The stored steps are one axis in front of the others.
    sizes.replaceSubrange(0..<2, with: [0])
    order = [0] + order.dropFirst(2).map { $0 - 1 }
  }
  let (small, large) = x.count <= y.count ? (x, y) : (y, x)
  forEachRun(of: small, with: large) { first, firstOfOther, count, _ in
    if x.isRagged { sizes[0] = count / max(1, small.stepSize) }
    let (from, to) = x.count <= y.count ? (first, firstOfOther) : (firstOfOther, first)
    permute(x.floats + from, sizes, order, into: y.floats + to)
  }
}

private func permute(
  _ x: UnsafeMutablePointer<Float>, _ sizes: [Int], _ order: [Int],
  into y: UnsafeMutablePointer<Float>
) {
  var strides = Array(repeating: 1, count: sizes.count)
  for axis in sizes.indices.dropLast().reversed() {
    strides[axis] = strides[axis + 1] * sizes[axis + 1]
  }
  let steps = order.map { strides[$0] }
  let limits = order.map { sizes[$0] }
  var position = Array(repeating: 0, count: sizes.count)
  var source = 0
  for target in 0..<sizes.reduce(1, *) {
    y[target] = x[source]
    var axis = sizes.count - 1
    while axis >= 0 {
      position[axis] += 1
      source += steps[axis]
      if position[axis] < limits[axis] { break }
      source -= steps[axis] * limits[axis]
      position[axis] = 0
      axis -= 1
    }
  }
}
