import Kernels
import Runtime

/// Where another library's gates stand among the catalog's.
struct GateOrder {
  /// For each gate of the catalog the number of the other library's.
  private let places: [Int]
  /// Whether the last gate has a bias of the input and one of the state.
  private let splitsLast: Bool

  /// PyTorch's i, f, g, o of an LSTM and r, z, n of a GRU.
  static func torch(_ cell: CellKind) -> GateOrder {
    GateOrder(cell, places: cell == .lstm ? [0, 2, 1, 3] : [1, 0, 2])
  }

  /// ONNX's i, o, f, c of an LSTM and z, r, h of a GRU.
  static func onnx(_ cell: CellKind) -> GateOrder {
    GateOrder(cell, places: cell == .lstm ? [0, 3, 2, 1] : [0, 1, 2])
  }

  private init(_ cell: CellKind, places: [Int]) {
    self.places = cell.kernelBlocks == 1 ? [0] : places
    splitsLast = cell.gateBlocks > cell.kernelBlocks
  }

  /// The catalog's kernel of weights `[gates · units, in]` and `[gates · units, units]`, whose rows
  /// are gates.
  func kernel(_ ofInput: [Float], _ ofHidden: [Float], units: Int) -> Tensor {
    let columns = places.count * units
    let inputs = ofInput.count / columns
    var kernel: [Float] = []
    for row in 0..<inputs + units {
      for column in 0..<columns {
        let gate = place(column, units)
        kernel.append(
          row < inputs ? ofInput[gate * inputs + row] : ofHidden[gate * units + row - inputs])
      }
    }
    return Tensor([inputs + units, columns], kernel)
  }

  /// The catalog's bias of those of the input and of the state, which mostly are added.
  func bias(_ ofInput: [Float], _ ofHidden: [Float], units: Int) -> Tensor {
    let columns = 0..<places.count * units
    var bias = columns.map { ofInput[place($0, units)] + ofHidden[place($0, units)] }
    if splitsLast {
      let last = columns.suffix(units).map { place($0, units) }
      bias.replaceSubrange(columns.suffix(units), with: last.map { ofInput[$0] })
      bias += last.map { ofHidden[$0] }
    }
    return Tensor([bias.count], bias)
  }

  /// The other library's two weights of a kernel, the way back.
  func weights(_ kernel: Tensor, units: Int) -> (ofInput: [Float], ofHidden: [Float]) {
    let inputs = kernel.shape[0] - units
    let columns = places.count * units
    func rows(_ range: Range<Int>) -> [Float] {
      (0..<columns).flatMap { gate in
        range.map { kernel.floats[$0 * columns + column(gate, units)] }
      }
    }
    return (rows(0..<inputs), rows(inputs..<inputs + units))
  }

  /// The other library's gradients of its two biases, the way back.
  func biases(_ gradient: Tensor, units: Int) -> (ofInput: [Float], ofHidden: [Float]) {
    let columns = (0..<places.count * units).map { column($0, units) }
    let ofHidden = columns.map { column in
      splitsLast && column >= (places.count - 1) * units ? column + units : column
    }
    return (columns.map { gradient.floats[$0] }, ofHidden.map { gradient.floats[$0] })
  }

  private func place(_ column: Int, _ units: Int) -> Int {
    places[column / units] * units + column % units
  }

  private func column(_ gate: Int, _ units: Int) -> Int {
    (places.firstIndex(of: gate / units) ?? 0) * units + gate % units
  }
}
