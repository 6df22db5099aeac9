import Kernels
import Runtime

/// `y[…, u] = table[ids[…], u]`.
///
/// An id outside the table gives NaN, which the training loop reports with this node's name.
public struct Embedding: CatalogOp {
  static let entries = Attribute<Int>(
    "entries", "Rows of the table: ids are below it.", least: 1, most: 1e8)
  static let units = Attribute<Int>("units", "Size of a row.", least: 1, most: 1e6)

  public static let schema = OpSchema(
    "embedding", "Looks up a row of a trained table for each id.",
    formula: "y[…, u] = table[ids[…], u]",
    group: .linear, inputs: [Operand("ids", "...", "row numbers from 0", scalar: .i32)],
    result: Operand("y", "... units"), attributes: [entries, units])

  public static let examples = [
    OpExample(
      ["entries": 2, "units": 2], inputs: [Tensor([3], ints: [1, 0, 1])],
      parameters: ["table": Tensor([2, 2], [1, 2, 3, 4])],
      result: Tensor([3, 2], [3, 4, 1, 2, 3, 4]))
  ]

  private let entries: Int
  private let units: Int

  public init(_ attributes: AttributeReader) throws(OpError) {
    entries = try attributes[Self.entries]
    units = try attributes[Self.units]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    _ = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    // Keras' `uniform` on ±0.05.
    let table = builder.parameter("table", [entries, units], .uniform(low: -0.05, high: 0.05))
    return try builder.append(TableLookup(), [inputs[0], table])[0]
  }
}

/// The kernel of ``Embedding``.
struct TableLookup: Op {
  let name = "embedding"

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let dims = inputs[0].dims + [inputs[1].dims[1]]
    return [TensorType(dims, tail: inputs[0].isRagged ? .arbitrary : .zero)]
  }

  func forward(_ call: KernelCall) {
    let (ids, table, y) = (call.input(0), call.input(1), call.result(0))
    let (entries, units) = (table.size(0), table.size(1))
    forEachRun(of: y, with: ids) { first, firstOfIDs, _, rows in
      for row in 0..<rows {
        let (id, target) = (Int(ids.ints[firstOfIDs + row]), y.floats + first + row * units)
        if id >= 0, id < entries {
          target.update(from: table.floats + id * units, count: units)
        } else {
          target.update(repeating: .nan, count: units)
        }
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = TableLookupGradient(type: builder.type(of: call.inputs[1]))
    return [nil, try builder.append(op, [call.inputs[0], dy])[0]]
  }
}

/// `dtable[r, u] = Σ dy[…, u]` over the places whose id is `r`.
struct TableLookupGradient: GradientOp {
  let name = "embedding_gradient"
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (ids, dy, dtable) = (call.input(0), call.input(1), call.result(0))
    let (entries, units) = (dtable.size(0), dtable.size(1))
    dtable.floats.update(repeating: 0, count: dtable.count)
    forEachRun(of: dy, with: ids) { first, firstOfIDs, _, rows in
      for row in 0..<rows {
        let id = Int(ids.ints[firstOfIDs + row])
        guard id >= 0, id < entries else { continue }
        RowKernels.add(
          dy.floats + first + row * units, to: dtable.floats + id * units, count: units)
      }
    }
  }
}
