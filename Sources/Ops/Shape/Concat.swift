import Runtime

/// `y` holds the inputs one behind the other along `axis`.
public struct Concat: PrimitiveOp {
  static let axis = Attribute<Int>(
    "axis", "The axis along which they follow each other, negative from the last.", default: -1)

  public static let schema = OpSchema(
    "concat", "Joins values along an axis.",
    elsewhere: ["concatenate", "cat"], formula: "y = x₀ followed by x₁, x₂, … along axis",
    group: .shape, inputs: [Operand("x", "...", "values that agree in every other axis")],
    result: Operand("y", "..."), attributes: [axis], isVariadic: true)

  public static let examples = [
    OpExample(
      inputs: [Tensor([2, 1], [1, 2]), Tensor([2, 2], [3, 4, 5, 6])],
      result: Tensor([2, 3], [1, 3, 4, 2, 5, 6]))
  ]

  private let axis: Int

  public init(_ attributes: AttributeReader) throws(OpError) {
    axis = try attributes[Self.axis]
  }

  public func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try Self.schema.operands(for: inputs.count)
    var type = inputs[0]
    let axis = try resolvedAxis(axis, of: type, op: "concat")
    var size = 0
    for (index, input) in inputs.enumerated() {
      var other = input.dims
      guard other.count == type.rank, let added = other[axis].fixedSize, input.scalar == .f32 else {
        throw mismatch(index, input, type)
      }
      size += added
      other[axis] = type.dims[axis]
      guard other == type.dims else { throw mismatch(index, input, type) }
      if input.tail == .arbitrary { type.tail = .arbitrary }
    }
    type.dims[axis] = .fixed(size)
    type.overhang = 0
    return [type]
  }

  private func mismatch(_ index: Int, _ input: TensorType, _ first: TensorType) -> OpError {
    OpError(
      .input(index),
      "`concat` joins values that differ only in axis \(axis), but {\(index)} is "
        + "\(input) and {0} is \(first)", notes: [.init(.input(0), "{0} comes from here")])
  }

  public func forward(_ call: KernelCall) {
    let y = call.result(0)
    forEachSegment((0..<call.inputCount).map { call.input($0).size(axis) }, rank: y.rank) {
      index, segment in
      let x = call.input(index)
      segment.forEachPiece(whole: y, part: x) { whole, part, count in
        (y.floats + whole).update(from: x.floats + part, count: count)
      }
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let types = call.inputs.map { builder.type(of: $0) }
    let index = axis < 0 ? axis + types[0].rank : axis
    var gradients: [Value?] = []
    var start = 0
    for type in types {
      let count = type.dims[index].fixedSize ?? 0
      let segment = AxisSegment(axis: index, start: start, count: count, step: 1)
      let op = TakeSegment(name: "concat_gradient", segment: segment, type: type)
      gradients.append(try builder.append(op, [dy])[0])
      start += count
    }
    return gradients
  }

  private func forEachSegment(
    _ sizes: [Int], rank: Int, _ body: (Int, AxisSegment) -> Void
  ) {
    var start = 0
    for (index, size) in sizes.enumerated() {
      body(
        index,
        AxisSegment(axis: axis < 0 ? axis + rank : axis, start: start, count: size, step: 1))
      start += size
    }
  }
}
