import Runtime

/// `y` = `x` with `left` and `right` positions of `value` around an axis; along the steps they are
/// put to the ends of each example's own, which makes it longer by both.
struct Pad: PrimitiveOp {
  static let left = Attribute<Int>(
    "left", "Positions in front of the first.", default: 0, least: 0, most: 1e6)
  static let right = Attribute<Int>(
    "right", "Positions behind the last.", default: 0, least: 0, most: 1e6)
  static let value = Attribute<Double>("value", "The number that they hold.", default: 0)

  static let schema = OpSchema(
    "pad",
    "Puts positions of one number to the ends of an axis, of each example's steps by default.",
    formula: "y[…, i, …] = x[…, i − left, …], value beyond the ends of x",
    group: .shape, inputs: [Operand("x", "...", "any values")],
    result: Operand("y", "...", "with a longer axis"),
    attributes: [AxisLines.attribute, left, right, value])

  static let examples = [
    OpExample(
      ["left": 1], inputs: [Tensor([2, 2, 1], [1, 2, 3, 0])], lengths: [2, 1],
      result: Tensor([2, 3, 1], [0, 1, 2, 0, 3, 0])),
    OpExample(
      ["axis": -1, "left": 1, "right": 2, "value": 9], inputs: [Tensor([2, 1], [1, 2])],
      result: Tensor([2, 4], [9, 1, 9, 9, 9, 2, 9, 9])),
  ]

  private let lines: AxisLines
  private let left: Int
  private let right: Int
  private let value: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    lines = try AxisLines(attributes)
    left = try attributes[Self.left]
    right = try attributes[Self.right]
    value = Float(try attributes[Self.value])
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    let type = inputs[0]
    let axis = try lines.index(in: type, of: name)
    var dims = type.dims
    switch dims[axis] {
    case .ragged(let dim): dims[axis] = .ragged(dim.applying(LengthRule(offset: left + right)))
    case .fixed(let size): dims[axis] = .fixed(size + left + right)
    case .batch: break
    }
    let isZero = lines.areSteps(of: type) || (type.tail == .zero && value == 0)
    return [TensorType(dims, tail: isZero || !type.isRagged ? .zero : .arbitrary)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    [lines.overhang(of: inputs[0], result: result)]
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [
      lines.areSteps(of: inputs[0])
        ? ReceptiveField(before: Double(left), after: -Double(left)) : .step
    ]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    lines.forEachPair(x, y) { line in
      let (start, end) = (left * line.width, (left + line.counts.x) * line.width)
      line.y.update(repeating: value, count: start)
      (line.y + start).update(from: line.x, count: end - start)
      (line.y + end).update(repeating: value, count: right * line.width)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let op = PadGradient(lines: lines, left: left, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx` is `dy` without the ends.
struct PadGradient: GradientOp {
  let name = "pad_gradient"
  let lines: AxisLines
  let left: Int
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    if type.isRagged { dx.floats.update(repeating: 0, count: dx.count) }
    lines.forEachPair(dy, dx) { line in
      line.y.update(from: line.x + left * line.width, count: line.counts.y * line.width)
    }
  }
}
