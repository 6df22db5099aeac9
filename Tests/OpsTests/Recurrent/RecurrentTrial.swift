import Kernels
import OracleSupport
import Runtime

@testable import Ops

/// A stack of recurrent layers with every result that their op has, forward and backward.
struct RecurrentTrial {
  /// One direction's parameters in the catalog's layout.
  struct Direction {
    var kernel: Tensor
    var bias: Tensor
    var isReversed = false
  }

  /// Numbers for the final states h and, of an LSTM, c, by layer and direction.
  typealias States = [[Tensor]]

  /// What one run gave; gradients are those of the weighted sum of all results.
  struct Outcome {
    let y: Tensor
    let states: States
    let dx: Tensor
    let kernels: [Tensor]
    let biases: [Tensor]
  }

  let cell: CellKind
  let layers: [[Direction]]
  var forgetBias: Float = 0
  /// Whether results are stored up to the longest example, as if somebody read them there.
  var isPadded = false

  private var statesPerDirection: Int { cell.carriesSaved ? 2 : 1 }

  /// Runs on `x [batch, time, in]`.
  ///
  /// - Parameters:
  ///   - x: The sequences.
  ///   - lengths: The length of each example.
  ///   - dy: The gradient that arrives at y; zeros if nil.
  ///   - states: The gradients that arrive at the final states, in order of layers and directions.
  /// - Returns: All results and gradients.
  /// - Throws: ``OpError`` when the op refuses.
  func run(_ x: Tensor, lengths: [Int], dy: Tensor?, states: States?) throws -> Outcome {
    var builder = GraphBuilder(mode: .training)
    let units = (layers[0][0].bias.count) / cell.gateBlocks
    let input = builder.input(
      "x", TensorType([.batch, .ragged(RaggedDim("T")), .fixed(x.shape[2])]))
    var (value, kernels, biases, finals): (Value, [Value], [Value], [Value]) = (input, [], [], [])
    for (index, directions) in layers.enumerated() {
      var operands = [value]
      for (number, direction) in directions.enumerated() {
        let kernel = builder.parameter("\(index).\(number).kernel", direction.kernel.shape, .zeros)
        let bias = builder.parameter("\(index).\(number).bias", direction.bias.shape, .zeros)
        kernels.append(kernel)
        biases.append(bias)
        operands += [kernel, bias]
      }
      let op = RecurrentLayerOp(
        cell: cell, units: units, forgetBias: forgetBias, directions: directions.map(\.isReversed),
        respectsLengths: true)
      let results = try builder.append(op, operands)
      value = results[0]
      for number in directions.indices {
        let first = op.firstFinal(number)
        finals += results[first..<first + statesPerDirection]
      }
    }
    builder.resolveOverhangs(padded: isPadded ? [value] : [])
    var seeds: [Value: (Value, Tensor)] = [:]
    if let dy { seeds[value] = (builder.input("dy", builder.type(of: value)), dy) }
    for (final, tensor) in zip(finals, states?.flatMap { $0 } ?? []) {
      seeds[final] = (builder.input("d\(final.index)", builder.type(of: final)), tensor)
    }
    let gradients = try builder.appendGradient(
      of: seeds.mapValues(\.0), for: [input] + kernels + biases)
    let store = ParameterStore(for: builder.graph)
    for (index, direction) in layers.joined().enumerated() {
      for (value, tensor) in [(kernels[index], direction.kernel), (biases[index], direction.bias)] {
        if let entry = store[builder.graph[value].name] { store.set(entry, to: tensor.floats) }
      }
    }
    let executor = Executor(
      builder.graph, keeping: [value] + finals + Array(gradients.values), parameters: store)
    executor.prepare(
      BatchShape(
        batch: lengths.count, lengths: ["T": lengths.map(Int32.init)],
        paddedLengths: ["T": x.shape[1]]))
    executor.set(input, to: x)
    for (seed, tensor) in seeds.values { executor.setWithPadding(seed, to: tensor) }
    executor.run()
    func gradient(_ value: Value) throws -> Tensor {
      guard let gradient = gradients[value] else { throw OpError(.call, "no gradient") }
      return executor.tensor(gradient)
    }
    return Outcome(
      y: executor.tensor(value),
      states: stride(from: 0, to: finals.count, by: statesPerDirection).map {
        finals[$0..<$0 + statesPerDirection].map(executor.tensor)
      },
      dx: try gradient(input), kernels: try kernels.map(gradient),
      biases: try biases.map(gradient))
  }
}
