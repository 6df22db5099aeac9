import Kernels
import Runtime

/// `y[…, i, …] = Σ x[…, j, …]` over the positions `j ≤ i` of an axis; along the steps these are
/// each example's own.
///
/// `exclusive` leaves out `j = i`; `reverse` adds up from the end, over `j ≥ i`.
struct CumulativeSum: PrimitiveOp {
  static let exclusive = Attribute<Bool>(
    "exclusive", "Whether a position's own number is left out of its sum.", default: false)
  static let reverse = Attribute<Bool>(
    "reverse", "Whether sums start at the end.", default: false)

  static let schema = OpSchema(
    "cumulative_sum", "Adds up the numbers so far, along each example's own steps by default.",
    elsewhere: ["cumsum"],
    formula: "y[…, i, …] = Σⱼ x[…, j, …] over j ≤ i", group: .reduction,
    inputs: [Operand("x", "...", "any values")],
    result: Operand("y", "..."),
    attributes: [AxisLines.attribute, exclusive, reverse])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 3, 1], [1, 2, 3, 4, 5, 0])], lengths: [3, 2],
      result: Tensor([2, 3, 1], [1, 3, 6, 4, 9, 0])),
    OpExample(
      ["axis": -1, "exclusive": true], inputs: [Tensor([1, 3], [1, 2, 3])],
      result: Tensor([1, 3], [0, 1, 3])),
    OpExample(
      ["reverse": true], inputs: [Tensor([1, 3], [1, 2, 3])], result: Tensor([1, 3], [6, 5, 3])),
  ]

  private let sums: RunningSums

  init(_ attributes: AttributeReader) throws(OpError) {
    sums = RunningSums(
      lines: try AxisLines(attributes), isExclusive: try attributes[Self.exclusive],
      isReversed: try attributes[Self.reverse])
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs)
    _ = try sums.lines.index(in: inputs[0], of: name)
    return [TensorType(inputs[0].dims, tail: sums.lines.tail(inputs[0]))]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    [sums.lines.overhang(of: inputs[0], result: result)]
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [sums.lines.areSteps(of: inputs[0]) ? (sums.isReversed ? .future : .past) : .step]
  }

  func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }

  func forward(_ call: KernelCall) { sums.add(call.input(0), into: call.result(0)) }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    var sums = sums
    sums.isReversed.toggle()
    let op = CumulativeSumGradient(sums: sums, type: builder.type(of: call.inputs[0]))
    return try builder.append(op, [dy])
  }
}

/// `dx[…, j, …] = Σ dy[…, i, …]` over the sums that `x[…, j, …]` is part of.
struct CumulativeSumGradient: GradientOp {
  let name = "cumulative_sum_gradient"
  let sums: RunningSums
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func flops(_ call: KernelCall) -> Double { Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    if type.isRagged { dx.floats.update(repeating: 0, count: dx.count) }
    sums.add(dy, into: dx)
  }
}

/// How the lines of a value are added up.
struct RunningSums: Sendable {
  let lines: AxisLines
  let isExclusive: Bool
  var isReversed: Bool

  func add(_ x: TensorView, into y: TensorView) {
    lines.forEachPair(x, y) { line in
      let (count, width) = (line.counts.y, line.width)
      for index in 0..<count {
        let row = isReversed ? count - 1 - index : index
        let (sum, before) = (line.y + row * width, isReversed ? row + 1 : row - 1)
        if index == 0 {
          sum.update(repeating: 0, count: width)
        } else {
          sum.update(from: line.y + before * width, count: width)
        }
        let added = isExclusive ? before : row
        guard index > 0 || !isExclusive else { continue }
        RowKernels.add(line.x + added * width, to: sum, count: width)
      }
    }
  }
}
