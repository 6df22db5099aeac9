import Runtime

/// `y` has the elements of `x` in the same order under other axes.
///
/// The batch and the steps of a sequence stay as they are: `shape` lists the axes behind them, and
/// one of them may be −1, which takes what is left.
public struct Reshape: PrimitiveOp {
  static let shape = Attribute<[Int]>(
    "shape", "Sizes of the axes behind batch and steps; one may be -1.", least: -1, most: 1e9)

  public static let schema = OpSchema(
    "reshape", "Gives the elements other axes.",
    elsewhere: ["flatten", "view"],
    formula: "y[i] = x[i], the elements counted in order",
    group: .shape, inputs: [Operand("x", "...", "any values")], result: Operand("y", "..."),
    attributes: [shape])

  public static let examples = [
    OpExample(
      ["shape": [-1, 2]], inputs: [Tensor([2, 3], [1, 2, 3, 4, 5, 6])],
      result: Tensor([3, 2], [1, 2, 3, 4, 5, 6]))
  ]

  private let shape: [Int]

  public init(_ attributes: AttributeReader) throws(OpError) {
    shape = try attributes[Self.shape]
    if shape.filter({ $0 < 0 }).count > 1 {
      throw OpError(.attribute("shape"), "only one size of `shape` can be -1")
    }
  }

  public var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  public func tail(_ inputs: [TensorType]) -> TensorType.Tail { inputs[0].tail }

  public func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    let type = inputs[0]
    let kept = type.dims.prefix { $0.fixedSize == nil }
    let sizes = type.dims.dropFirst(kept.count).compactMap(\.fixedSize)
    guard sizes.count == type.rank - kept.count else {
      throw OpError(.input(0), "`reshape` cannot move the batch of {0}, \(type.shapeDescription)")
    }
    let total = sizes.reduce(1, *)
    let known = shape.filter { $0 >= 0 }.reduce(1) { product, size in
      let (larger, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? .max : larger
    }
    let fits = shape.contains(-1) ? known > 0 && total % known == 0 : known == total
    guard fits, kept.count + shape.count <= TensorView.mostAxes else {
      throw OpError(
        .attribute("shape"),
        "`shape` = \(shape.attributeValue) does not hold the \(total) elements that {0}, "
          + "\(type.shapeDescription), has behind its batch")
    }
    let dims = shape.map { Dim.fixed($0 < 0 ? total / known : $0) }
    return [TensorType(kept + dims, tail: type.tail)]
  }

  public func forward(_ call: KernelCall) { copyRuns(from: call.input(0), to: call.result(0)) }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    return [try builder.append(ReshapeGradient(type: builder.type(of: call.inputs[0])), [dy])[0]]
  }
}

/// `dx` has the elements of `dy` under the axes of `x`.
struct ReshapeGradient: GradientOp {
  let name = "reshape_gradient"
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    if dx.count != dy.count { dx.floats.update(repeating: 0, count: dx.count) }
    copyRuns(from: dy, to: dx)
  }
}

private func copyRuns(from x: TensorView, to y: TensorView) {
  guard x.floats != y.floats else { return }
  forEachRun(of: x.count < y.count ? x : y, with: x.count < y.count ? y : x) {
    first, firstOfOther, count, _ in
    let (from, to) = x.count < y.count ? (first, firstOfOther) : (firstOfOther, first)
    (y.floats + to).update(from: x.floats + from, count: count)
  }
}
