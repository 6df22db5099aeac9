import Runtime

/// Where another library's gates stand among the catalog's i, j, f, o.
struct GateOrder {
  /// For each gate of the catalog the number of the other library's.
  let places: [Int]

  /// torch.nn.LSTM: i, f, g, o.
  static let torch = GateOrder(places: [0, 2, 1, 3])
  /// ONNX: i, o, f, c.
  static let onnx = GateOrder(places: [0, 3, 2, 1])

  /// The catalog's kernel of weights `[4 · units, in]` and `[4 · units, units]`, whose rows are gates.
  func kernel(_ ofInput: [Float], _ ofHidden: [Float], units: Int) -> Tensor {
    let inputs = ofInput.count / (4 * units)
    var kernel: [Float] = []
    for row in 0..<inputs + units {
      for column in 0..<4 * units {
        let gate = places[column / units] * units + column % units
        kernel.append(
          row < inputs ? ofInput[gate * inputs + row] : ofHidden[gate * units + row - inputs])
      }
    }
    return Tensor([inputs + units, 4 * units], kernel)
  }

  /// The catalog's bias of one that has the gates in this order.
  func bias(_ bias: [Float], units: Int) -> Tensor {
    Tensor(
      [4 * units], (0..<4 * units).map { bias[places[$0 / units] * units + $0 % units] })
  }

  /// The other library's two weights of a kernel, the way back.
  func weights(_ kernel: Tensor, units: Int) -> (ofInput: [Float], ofHidden: [Float]) {
    let inputs = kernel.shape[0] - units
    func rows(_ range: Range<Int>) -> [Float] {
      (0..<4 * units).flatMap { gate in
        range.map { kernel.floats[$0 * 4 * units + column(gate, units)] }
      }
    }
    return (rows(0..<inputs), rows(inputs..<inputs + units))
  }

  /// The other library's bias, the way back.
  func back(_ bias: Tensor, units: Int) -> [Float] {
    (0..<4 * units).map { bias.floats[column($0, units)] }
  }

  private func column(_ gate: Int, _ units: Int) -> Int {
    (places.firstIndex(of: gate / units) ?? 0) * units + gate % units
  }
}
