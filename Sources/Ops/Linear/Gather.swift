import Kernels
import Runtime

/// `y[p…, i…, q…] = x[p…, ids[i…], q…]`: rows of `x` along `axis`, picked by number.
///
/// Where `ids` has the batch of `x`, each example picks from its own rows, and with the steps of `x`
/// in front of the axis each step does. Along the steps the rows are an example's own. A number that
/// is no row gives NaN, which the training loop reports with this node's name.
struct Gather: CatalogOp {
  static let axis = Attribute<Int>(
    "axis", "The axis of the rows, negative from the last; 1 are the steps of a sequence.",
    default: 1)

  static let schema = OpSchema(
    "gather", "Picks rows of a value by their numbers.",
    formula: "y[p…, i…, q…] = x[p…, ids[i…], q…]",
    group: .shape,
    inputs: [
      Operand("x", "...", "the values to pick from"),
      Operand("ids", "...", "row numbers from 0", scalar: .i32),
    ], result: Operand("y", "...", "the axis is replaced by those of ids"), attributes: [axis])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2, 1], [1, 2, 3, 4]), Tensor([2], ints: [1, 0])], lengths: [2, 1],
      result: Tensor([2, 1], [2, 3])),
    OpExample(
      ["axis": -1],
      inputs: [Tensor([2, 3], [1, 2, 3, 4, 5, 6]), Tensor([2], ints: [2, 0])],
      result: Tensor([2, 2], [3, 1, 6, 4])),
    OpExample(
      ["axis": 2],
      inputs: [
        Tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), Tensor([2, 2], ints: [0, 1, 1, 0]),
      ],
      lengths: [2, 1], result: Tensor([2, 2], [1, 4, 6, 0])),
  ]

  private let axis: Int

  init(_ attributes: AttributeReader) throws(OpError) { axis = try attributes[Self.axis] }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    let rows = try rows(inputs.map { builder.type(of: $0) })
    return try builder.append(RowPick(rows: rows), inputs)[0]
  }

  /// Which rows of `x` there are to pick from; the schema's axes are free, so types are checked here.
  private func rows(_ inputs: [TensorType]) throws(OpError) -> PickedRows {
    let operands = try Self.schema.operands(for: inputs.count)
    for (index, operand) in operands.enumerated() where operand.scalar != inputs[index].scalar {
      throw OpError(
        .input(index),
        "`gather` reads \(operand.scalar.rawValue) for `\(operand.name)`, but {\(index)} is "
          + "\(inputs[index])")
    }
    let (x, ids) = (inputs[0], inputs[1])
    let index = axis < 0 ? axis + x.rank : axis
    guard x.dims.indices.contains(index) else {
      throw OpError(.attribute("axis"), "there is no axis \(axis): {0} is \(x.shapeDescription)")
    }
    guard x.dims[index] != .batch else {
      throw OpError(
        .attribute("axis"),
        "`gather` cannot pick examples of a batch, axis \(axis) of {0} \(x.shapeDescription)")
    }
    var shared = 0
    while shared < min(index, ids.rank), x.dims[shared].fixedSize == nil,
      x.dims[shared] == ids.dims[shared]
    { shared += 1 }
    return PickedRows(axis: index, shared: shared)
  }
}

/// The kernel of ``Gather``.
struct RowPick: Op {
  let name = "gather"
  let rows: PickedRows

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let (x, ids) = (inputs[0], inputs[1])
    let dims = x.dims[..<rows.axis] + ids.dims[rows.shared...] + x.dims[(rows.axis + 1)...]
    for (place, dim) in dims.enumerated() where dim.fixedSize == nil {
      guard place == (dim == .batch ? 0 : 1) else {
        throw OpError(
          .input(1),
          "`gather` would put the axis \(dim) of {1} \(ids.shapeDescription) behind others of {0} "
            + x.shapeDescription, notes: [.init(.input(0), "{0} is \(x.shapeDescription)")],
          hint: "batch and steps of {1} must be those of {0}, or {0} must not have any")
      }
    }
    var type = TensorType(Array(dims))
    // Where x has the steps itself, what it holds past an example's end is picked; else number 0.
    let keepsSteps = x.isRagged && rows.axis != 1
    type.tail = !type.isRagged ? .zero : keepsSteps ? x.tail : .arbitrary
    return [type]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    let isAlongSteps = rows.axis == 1 && inputs[0].isRagged
    return [
      inputs[0].isRagged && !isAlongSteps ? result : 0, inputs[1].isRagged ? result : 0,
    ]
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [rows.axis == 1 ? .sequence : .step, .step]
  }

  func forward(_ call: KernelCall) {
    let (x, ids, y) = (call.input(0), call.input(1), call.result(0))
    rows.forEach(x, ids, y) { row, target, count in
      if let row {
        (y.floats + target).update(from: x.floats + row, count: count)
      } else {
        (y.floats + target).update(repeating: .nan, count: count)
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil, nil] }
    let op = RowPickGradient(rows: rows, type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, [call.inputs[1], dy])[0], nil]
  }
}

/// `dx[p…, r, q…] = Σ dy[p…, i…, q…]` over the places whose number is `r`.
struct RowPickGradient: GradientOp {
  let name = "gather_gradient"
  let rows: PickedRows
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (ids, dy, dx) = (call.input(0), call.input(1), call.result(0))
    dx.floats.update(repeating: 0, count: dx.count)
    rows.forEach(dx, ids, dy) { row, target, count in
      if let row { RowKernels.add(dy.floats + target, to: dx.floats + row, count: count) }
    }
  }
}
