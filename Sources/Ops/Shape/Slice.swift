import Runtime

/// `y[…, i, …] = x[…, start + i · step, …]` while the position is below `stop`.
public struct Slice: CatalogOp {
  static let axis = Attribute<Int>("axis", "The axis to cut, negative from the last.")
  static let start = Attribute<Int>(
    "start", "The first position, negative from the end.", default: 0)
  static let stop = Attribute<Int>(
    "stop", "The position behind the last, negative from the end; the end when left out.",
    optional: true)
  static let step = Attribute<Int>(
    "step", "From one position to the next.", default: 1, least: 1, most: 1e9)

  public static let schema = OpSchema(
    "slice", "Cuts a piece out of an axis.", formula: "y[…, i, …] = x[…, start + i · step, …]",
    group: .shape, inputs: [Operand("x", "...", "any values")],
    result: Operand("y", "...", "with a shorter axis"),
    attributes: [axis, start, stop, step])

  public static let examples = [
    OpExample(
      ["axis": -1, "start": 1], inputs: [Tensor([2, 3], [1, 2, 3, 4, 5, 6])],
      result: Tensor([2, 2], [2, 3, 5, 6])),
    OpExample(
      ["axis": 1, "stop": -1, "step": 2], inputs: [Tensor([1, 4], [1, 2, 3, 4])],
      result: Tensor([1, 2], [1, 3])),
  ]

  private let axis: Int
  private let start: Int
  private let stop: Int?
  private let step: Int

  public init(_ attributes: AttributeReader) throws(OpError) {
    axis = try attributes[Self.axis]
    start = try attributes[Self.start]
    stop = try attributes.optional(Self.stop)
    step = try attributes[Self.step]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let type = builder.type(of: inputs[0])
    let axis = try resolvedAxis(axis, of: type, op: "slice")
    let size = type.dims[axis].fixedSize ?? 0
    func position(_ index: Int) -> Int { min(max(index < 0 ? index + size : index, 0), size) }
    let (first, last) = (position(start), position(stop ?? size))
    guard first < last else {
      throw OpError(
        .attribute(stop == nil ? "start" : "stop"),
        "nothing is left of the \(size) positions of "
          + "axis \(self.axis): from \(start) to \(stop.map(String.init) ?? "the end")")
    }
    let count = (last - first + step - 1) / step
    let segment = AxisSegment(axis: axis, start: first, count: count, step: step)
    return try builder.append(TakeSegment(name: "slice", segment: segment), inputs)[0]
  }
}
