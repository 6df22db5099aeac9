import Kernels
import Runtime

/// One LSTM layer of one or two directions on the kernel of the same name.
///
/// Inputs: `x [batch, time, in]`, then `kernel` and `bias` of each direction. Results: `y`, then for
/// each direction what its backward pass needs (gates, cells, previous hidden states) and the final
/// states `h` and `c`, `[batch, units]`.
struct LSTMLayerOp: Op {
  /// The results of a direction behind `y`.
  static let resultsPerDirection = 5

  let name = "lstm"
  let units: Int
  let forgetBias: Float
  let directions: [Bool]
  let respectsLengths: Bool

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let x = inputs[0]
    let overhang = respectsLengths || !x.isRagged ? 0 : Int.max
    func sequence(_ width: Int, tail: TensorType.Tail) -> TensorType {
      TensorType([x.dims[0], x.dims[1], .fixed(width)], tail: tail, overhang: overhang)
    }
    let state = TensorType([x.dims[0], .fixed(units)])
    // What is saved lies row after row without padding, however y is stored: nobody may zero the
    // places where a tail would be.
    let saved = [4 * units, units, units].map {
      sequence($0, tail: x.isRagged ? .arbitrary : .zero)
    }
    let y = sequence(
      units * directions.count, tail: overhang == 0 || !x.isRagged ? .zero : .arbitrary)
    return [y] + directions.flatMap { _ in saved + [state, state] }
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.indices.map { $0 == 0 && inputs[0].isRagged && !respectsLengths ? .max : 0 }
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    let fields = directions.map { $0 ? ReceptiveField.future : .past }
    let both = fields.dropFirst().reduce(fields[0]) { $0.union($1) }
    return [both] + inputs.dropFirst().map { _ in .step }
  }

  var readsTail: Bool { !respectsLengths }

  func scratchCount(_ call: KernelCall) -> Int {
    LSTMRows.scratchCount(call.input(0), self)
  }

  func flops(_ call: KernelCall) -> Double {
    let x = call.input(0)
    let kernel = Double((x.width + units) * 4 * units)
    return 2 * kernel * Double(directions.count) * Double(x.rows)
  }

  func forward(_ call: KernelCall) {
    let rows = LSTMRows(call.input(0), call.scratch, self, isPacking: true)
    let y = call.result(0)
    let directions = directions.indices.map { index in
      var direction = direction(
        index, kernel: call.input(1 + 2 * index), bias: call.input(2 + 2 * index),
        saved: (0..<3).map { call.result(1 + index * Self.resultsPerDirection + $0) })
      direction.finalHidden = call.result(4 + index * Self.resultsPerDirection).floats
      direction.finalCell = call.result(5 + index * Self.resultsPerDirection).floats
      return direction
    }
    rows.layer(directions, y: y).forward(y: y.floats, yStride: y.width)
  }

  /// The memory of a direction.
  func direction(
    _ index: Int, kernel: TensorView, bias: TensorView, saved: [TensorView]
  ) -> LSTMDirection {
    LSTMDirection(
      reversed: directions[index], kernel: kernel.floats, bias: bias.floats,
      gates: saved[0].floats, cells: saved[1].floats, previousHidden: saved[2].floats,
      column: index * units)
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    let gradient = LSTMLayerGradient(
      layer: self, x: builder.type(of: call.inputs[0]), wantsInput: call.wantsGradient[0],
      arriving: upstream.map { $0 != nil })
    var inputs = call.inputs
    for index in directions.indices {
      let first = 1 + index * Self.resultsPerDirection
      inputs += call.results[first..<first + 3]
    }
    inputs += upstream.compactMap { $0 }
    let results = try builder.append(gradient, inputs)
    var gradients: [Value?] = [call.wantsGradient[0] ? results.last : nil]
    for index in directions.indices { gradients += [results[3 * index], results[3 * index + 1]] }
    return gradients
  }
}
