import Kernels
import Runtime

/// One recurrent layer of one or two directions on the kernel of the same name.
///
/// Inputs: `x [batch, time, in]`, then `kernel` and `bias` of each direction. Results: `y`, then for
/// each direction what its backward pass needs (gates, previous hidden states and the second states
/// of a cell that has them) and the final states, `[batch, units]`.
struct RecurrentLayerOp: Op {
  let cell: CellKind
  let units: Int
  /// For cells with a forget gate.
  let forgetBias: Float
  /// For each direction whether it runs from the last step to the first.
  let directions: [Bool]
  let respectsLengths: Bool

  var name: String {
    switch cell {
    case .lstm: "lstm"
    case .gru, .resetFirstGRU: "gru"
    case .tanh, .relu: "rnn"
    }
  }

  /// How many results of a direction its backward pass needs.
  var savedCount: Int { cell.keepsSaved ? 3 : 2 }
  private var resultsPerDirection: Int { savedCount + (cell.carriesSaved ? 2 : 1) }

  /// The first result of a direction: gates, previous hidden states, second states.
  func firstSaved(_ direction: Int) -> Int { 1 + direction * resultsPerDirection }
  /// The result that is a direction's final h; that of its second state comes next.
  func firstFinal(_ direction: Int) -> Int { firstSaved(direction) + savedCount }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let x = inputs[0]
    let overhang = respectsLengths || !x.isRagged ? 0 : Int.max
    func sequence(_ width: Int, tail: TensorType.Tail) -> TensorType {
      TensorType([x.dims[0], x.dims[1], .fixed(width)], tail: tail, overhang: overhang)
    }
    let finals = Array(
      repeating: TensorType([x.dims[0], .fixed(units)]), count: cell.carriesSaved ? 2 : 1)
    // What is saved lies row after row without padding, however y is stored: nobody may zero the
    // places where a tail would be.
    let saved = [cell.gateBlocks * units, units, units].prefix(savedCount).map {
      sequence($0, tail: x.isRagged ? .arbitrary : .zero)
    }
    let y = sequence(
      units * directions.count, tail: overhang == 0 || !x.isRagged ? .zero : .arbitrary)
    return [y] + directions.flatMap { _ in saved + finals }
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.indices.map { $0 == 0 && inputs[0].isRagged && !respectsLengths ? .max : 0 }
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    let fields = directions.map { $0 ? ReceptiveField.future : .past }
    let both = fields.dropFirst().reduce(fields[0]) { $0.union($1) }
    return [both] + inputs.dropFirst().map { _ in .step }
  }

  /// Whoever starts behind the longest example's end arrives at an example's own steps with a state.
  func tailReads(ofInputs inputs: [TensorType]) -> [TailRead] {
    inputs.indices.map {
      $0 == 0 && inputs[0].isRagged && !respectsLengths && directions.contains(true)
        ? .extent : .none
    }
  }

  func scratchCount(_ call: KernelCall) -> Int { RecurrentRows.scratchCount(call.input(0), self) }

  func flops(_ call: KernelCall) -> Double {
    let x = call.input(0)
    let kernel = Double((x.width + units) * cell.kernelBlocks * units)
    return 2 * kernel * Double(directions.count) * Double(x.rows)
  }

  func forward(_ call: KernelCall) {
    let rows = RecurrentRows(call.input(0), call.scratch, self, isPacking: true)
    let y = call.result(0)
    let directions = directions.indices.map { index in
      var direction = direction(
        index, kernel: call.input(1 + 2 * index), bias: call.input(2 + 2 * index),
        saved: (0..<savedCount).map { call.result(firstSaved(index) + $0) })
      direction.finalHidden = call.result(firstFinal(index)).floats
      if cell.carriesSaved { direction.finalSaved = call.result(firstFinal(index) + 1).floats }
      return direction
    }
    rows.layer(directions, y: y).forward(y: y.floats, yStride: y.width)
  }

  /// The memory of a direction.
  func direction(
    _ index: Int, kernel: TensorView, bias: TensorView, saved: [TensorView]
  ) -> RecurrentDirection {
    RecurrentDirection(
      reversed: directions[index], kernel: kernel.floats, bias: bias.floats,
      gates: saved[0].floats, saved: cell.keepsSaved ? saved[2].floats : nil,
      previousHidden: saved[1].floats, column: index * units)
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    let gradient = RecurrentLayerGradient(
      layer: self, x: builder.type(of: call.inputs[0]), wantsInput: call.wantsGradient[0],
      arriving: upstream.map { $0 != nil })
    var inputs = call.inputs
    for index in directions.indices {
      inputs += call.results[firstSaved(index)..<firstFinal(index)]
    }
    inputs += upstream.compactMap { $0 }
    let results = try builder.append(gradient, inputs)
    var gradients: [Value?] = [call.wantsGradient[0] ? results.last : nil]
    for index in directions.indices { gradients += [results[3 * index], results[3 * index + 1]] }
    return gradients
  }
}
