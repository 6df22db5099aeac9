import Runtime

/// How an LSTM treats the ends of its sequences and its dropout.
public enum LSTMCellKind: String, AttributeChoice {
  /// Each direction keeps to an example's own steps; the outputs of every layer are dropped out.
  case lstm
  /// The same mathematics under the name of TensorFlow's fused cell.
  case block = "block_lstm"
  /// Lengths are ignored, so the backward direction starts in the padding; dropout lies between the
  /// layers only.
  case cudnn = "cudnn_lstm"

  /// Whether the steps past an example's end are left out.
  var respectsLengths: Bool { self != .cudnn }
}

/// A stack of LSTM layers, as `lstm` and `bidirectional_lstm` build it.
struct LSTMStack {
  let layers: Int
  let units: Int
  let cell: LSTMCellKind
  let dropout: Double
  /// For each direction whether it runs from the last step to the first.
  let directions: [Bool]

  /// Appends the layers: `name.0`, `name.1`, …, whose parameters are `name.0.forward/kernel` and so on.
  func build(_ x: Value, in builder: inout GraphBuilder) throws(OpError) -> Value {
    var value = x
    for layer in 0..<layers {
      value = try builder.nested("\(layer)") { builder throws(OpError) in
        let y = try self.layer(value, in: &builder)
        let isDropped = cell.respectsLengths || layer < layers - 1
        guard builder.mode == .training, dropout > 0, isDropped else { return y }
        return try builder.append(RandomZeros(rate: Float(dropout), scope: builder.scope), [y])[0]
      }
    }
    return value
  }

  private func layer(_ x: Value, in builder: inout GraphBuilder) throws(OpError) -> Value {
    let type = builder.type(of: x)
    guard let inputs = type.dims.last?.fixedSize else {
      throw OpError(.input(0), "an LSTM needs a fixed number of features, but {0} is \(type)")
    }
    var operands = [x]
    for isReversed in directions {
      let name = isReversed ? "backward" : "forward"
      operands += try builder.nested(name) { builder throws(OpError) in
        let rows = inputs + units
        return [
          builder.parameter(
            "kernel", [rows, 4 * units], .glorotUniform(fanIn: rows, fanOut: 4 * units)),
          builder.parameter("bias", [4 * units], .zeros),
        ]
      }
    }
    let op = LSTMLayerOp(
      units: units, forgetBias: 1, directions: directions, respectsLengths: cell.respectsLengths)
    return try builder.append(op, operands)[0]
  }
}
