import Runtime

/// `y[…, i, …] = x[…, start + i · step, …]` while the position is below `stop`.
///
/// Of a sequence's own steps it cuts some from the ends: `start` is then from 0 and `stop` below 0
/// or left out, so that the number of steps left follows from that of the example.
public struct Slice: CatalogOp {
  static let axis = Attribute<Int>("axis", "The axis to cut, negative from the last.")
  static let start = Attribute<Int>(
    "start", "The first position, negative from the end.", default: 0, least: -1e9, most: 1e9)
  static let stop = Attribute<Int>(
    "stop", "The position behind the last, negative from the end; the end when left out.",
    optional: true, least: -1e9, most: 1e9)
  static let step = Attribute<Int>(
    "step", "From one position to the next.", default: 1, least: 1, most: 1e9)

  public static let schema = OpSchema(
    "slice", "Cuts a piece out of an axis.",
    elsewhere: ["narrow"], formula: "y[…, i, …] = x[…, start + i · step, …]",
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
    OpExample(
      ["axis": 1, "start": 1], inputs: [Tensor([2, 3, 1], [1, 2, 3, 4, 5, 0])], lengths: [3, 2],
      result: Tensor([2, 2, 1], [2, 3, 5, 0])),
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
    if type.isRagged, axis == 1 || axis == 1 - type.rank {
      return try builder.append(TakeSteps(segment: try stepSegment(type)), inputs)[0]
    }
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

  /// The segment of each example's steps.
  private func stepSegment(_ type: TensorType) throws(OpError) -> StepSegment {
    let steps = type.dims[1]
    guard start >= 0 else {
      throw OpError(
        .attribute("start"),
        "`start` = \(start) counts from the end, but every example of {0} has its own \(steps) steps",
        hint: "`last_step` takes the last one")
    }
    if let stop, stop >= 0 {
      throw OpError(
        .attribute("stop"),
        "`stop` = \(stop) may lie past an example's end: every example of {0} has its own \(steps) "
          + "steps", hint: "a negative `stop` counts from each example's end")
    }
    return StepSegment(first: start, last: -(stop ?? 0), step: step)
  }
}
