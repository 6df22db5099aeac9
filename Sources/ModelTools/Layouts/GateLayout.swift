import QuickDrawModels

/// How PyTorch lays out the gates of a recurrent cell, beside this program's `kernel [in + units,
/// gates · units]` and `bias [biases · units]`.
///
/// PyTorch has `weight_ih [gates · units, in]`, `weight_hh [gates · units, units]` and two biases of
/// `gates · units` that it adds.
struct GateLayout: Sendable {
  /// For each gate of PyTorch the place of this program's.
  let order: [Int]
  /// The gate of PyTorch to whose bias this program adds 1 when it runs.
  var forgetGate: Int?
  /// Whether the last block of this program's bias belongs to the product with the state alone, as
  /// PyTorch's second bias of the last gate.
  var hasStateBias = false

  /// This program's i, j, f, o are PyTorch's i, g, f, o.
  static let lstm = GateLayout(order: [0, 2, 1, 3], forgetGate: 1)
  /// This program's z, r, n; PyTorch has r, z, n and resets after the product.
  static let gru = GateLayout(order: [1, 0, 2], hasStateBias: true)
  /// One block.
  static let simple = GateLayout(order: [0])

  /// The tensors of one layer and direction.
  ///
  /// - Parameters:
  ///   - kernel: This program's kernel.
  ///   - bias: This program's bias.
  ///   - names: PyTorch's names of the two weights and the two biases.
  /// - Returns: nil when the sizes are those of another cell.
  func group(kernel: TensorShape, bias: TensorShape, names: [String]) -> TensorGroup? {
    let gates = order.count
    guard kernel.shape.count == 2, kernel.shape[1] % gates == 0 else { return nil }
    let units = kernel.shape[1] / gates
    let inputs = kernel.shape[0] - units
    guard inputs > 0, bias.count == (gates + (hasStateBias ? 1 : 0)) * units else { return nil }
    let columns = gates * units
    return TensorGroup(
      own: [kernel, bias],
      other: zip(names, [[columns, inputs], [columns, units], [columns], [columns]]).map {
        TensorShape($0, $1)
      },
      toOther: { own in
        let weights = own[0].reversingAxes(of: kernel.shape)
        let rows = blocks(of: weights, width: units * kernel.shape[0])
        let perGate = order.map { rows[$0] }
        let all = perGate.flatMap { $0 }
        return [
          columnsOf(all, width: inputs + units, from: 0, count: inputs),
          columnsOf(all, width: inputs + units, from: inputs, count: units),
        ] + split(own[1], units)
      },
      toOwn: { other in
        let rows = joined(other[0], inputs, other[1], units)
        let perGate = blocks(of: rows, width: units * (inputs + units))
        var own = perGate
        for (gate, place) in order.enumerated() { own[place] = perGate[gate] }
        return [
          own.flatMap { $0 }.reversingAxes(of: [columns, inputs + units]),
          merged(other[2], other[3], units),
        ]
      })
  }

  /// The two biases: all in the first but what the second alone can hold.
  ///
  /// A forget bias of 1 goes into the second, where nothing is rounded.
  private func split(_ bias: [Float], _ units: Int) -> [[Float]] {
    let own = blocks(of: bias, width: units)
    let zeros = [Float](repeating: 0, count: units)
    var second = order.map { _ in zeros }
    if let forgetGate { second[forgetGate] = [Float](repeating: 1, count: units) }
    if hasStateBias, let last = own.last { second[order.count - 1] = last }
    return [order.flatMap { own[$0] }, second.flatMap { $0 }]
  }

  private func merged(_ first: [Float], _ second: [Float], _ units: Int) -> [Float] {
    let (first, second) = (blocks(of: first, width: units), blocks(of: second, width: units))
    var own = first
    for (gate, place) in order.enumerated() {
      let added = gate == forgetGate ? 1.0 : 0
      let isApart = hasStateBias && gate == order.count - 1
      own[place] = zip(first[gate], second[gate]).map { first, second in
        isApart ? first : Float(Double(first) + (Double(second) - added))
      }
    }
    if hasStateBias, let last = second.last { own.append(last) }
    return own.flatMap { $0 }
  }

  private func blocks(of values: [Float], width: Int) -> [[Float]] {
    stride(from: 0, to: values.count, by: width).map { Array(values[$0..<$0 + width]) }
  }

  private func columnsOf(_ rows: [Float], width: Int, from start: Int, count: Int) -> [Float] {
    stride(from: 0, to: rows.count, by: width).flatMap { rows[$0 + start..<$0 + start + count] }
  }

  private func joined(
    _ left: [Float], _ leftWidth: Int, _ right: [Float], _ rightWidth: Int
  ) -> [Float] {
    var rows: [Float] = []
    rows.reserveCapacity(left.count + right.count)
    for row in 0..<left.count / leftWidth {
      rows += left[row * leftWidth..<(row + 1) * leftWidth]
      rows += right[row * rightWidth..<(row + 1) * rightWidth]
    }
    return rows
  }
}
