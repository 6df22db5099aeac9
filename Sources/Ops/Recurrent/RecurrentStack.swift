import Kernels
import Runtime

/// A stack of recurrent layers, as every recurrent op of the catalog builds it.
struct RecurrentStack {
  static let layers = Attribute<Int>(
    "layers", "Layers on top of each other.", default: 1, least: 1, most: 1000)
  static let units = Attribute<Int>("units", "Size of the state.", least: 1, most: 1e6)
  static let unitsOfEach = Attribute<Int>(
    "units", "Size of the state in each direction; the result has twice as many channels.",
    least: 1, most: 1e6)
  static let reverse = Attribute<Bool>(
    "reverse", "Whether each sequence is read from its last step to its first.", default: false)
  static let dropout = Attribute<Double>(
    "dropout", "Share of each layer's outputs that become zero while training.", default: 0,
    least: 0, below: 1)

  private let layers: Int
  private let dropout: Double
  private let layer: RecurrentLayerOp

  /// Reads `layers`, `units`, `dropout` and, of an op with one direction, `reverse`.
  init(
    _ attributes: AttributeReader, _ cell: CellKind, isBidirectional: Bool,
    respectsLengths: Bool = true
  ) throws(OpError) {
    layers = try attributes[Self.layers]
    dropout = try attributes[Self.dropout]
    layer = RecurrentLayerOp(
      cell: cell, units: try attributes[isBidirectional ? Self.unitsOfEach : Self.units],
      forgetBias: 1,
      directions: isBidirectional ? [false, true] : [try attributes[Self.reverse]],
      respectsLengths: respectsLengths)
  }

  /// Appends the layers: `name.0`, `name.1`, …, whose parameters are `name.0.forward/kernel` and so
  /// on.
  func build(
    _ inputs: [Value], _ schema: OpSchema, in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let axes = try AxisBinding(schema, inputs: inputs.map { builder.type(of: $0) })
    var (value, size) = (inputs[0], try axes.fixedSize("in"))
    for index in 0..<layers {
      value = try builder.nested("\(index)") { builder throws(OpError) in
        let y = try append(value, size, in: &builder)
        // Cells that ignore lengths drop out between the layers only.
        let isDropped = layer.respectsLengths || index < layers - 1
        guard builder.mode == .training, dropout > 0, isDropped else { return y }
        return try builder.append(RandomZeros(rate: Float(dropout), scope: builder.scope), [y])[0]
      }
      size = layer.units * layer.directions.count
    }
    return value
  }

  private func append(
    _ x: Value, _ size: Int, in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let (rows, columns) = (size + layer.units, layer.cell.kernelBlocks * layer.units)
    var operands = [x]
    for isReversed in layer.directions {
      operands += try builder.nested(isReversed ? "backward" : "forward") {
        builder throws(OpError) in
        [
          builder.parameter(
            "kernel", [rows, columns], .glorotUniform(fanIn: rows, fanOut: columns)),
          builder.parameter("bias", [layer.cell.gateBlocks * layer.units], .zeros),
        ]
      }
    }
    return try builder.append(layer, operands)[0]
  }
}
