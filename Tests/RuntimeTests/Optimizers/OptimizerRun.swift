import OracleSupport
import Runtime

/// Flat buffers for an optimizer under test.
struct OptimizerRun {
  private let optimizer: any Optimizer
  private(set) var parameters: [Float]
  private(set) var state: [Float]

  init(_ optimizer: any Optimizer, parameters: [Float], state: [Float]? = nil) {
    self.optimizer = optimizer
    self.parameters = parameters
    self.state =
      state
      ?? optimizer.slots.flatMap { slot in
        [Float](repeating: slot.initialValue, count: parameters.count)
      }
  }

  /// One step over the ranges between the bounds of `splits`.
  mutating func step(
    _ number: Int, _ gradients: [Float], learningRate: Double, scale: Double = 1,
    splits: [Int] = []
  ) {
    let (optimizer, count) = (optimizer, parameters.count)
    let step = OptimizerStep(number: number, learningRate: learningRate, gradientScale: scale)
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeBufferPointer { gradients in
        state.withUnsafeMutableBufferPointer { state in
          guard let p = parameters.baseAddress, let g = gradients.baseAddress,
            let s = state.baseAddress
          else { return }
          let buffers = OptimizerBuffers(parameters: p, gradients: g, state: s, count: count)
          let bounds = [0] + splits + [count]
          for (lower, upper) in zip(bounds, bounds.dropFirst()) {
            optimizer.update(lower..<upper, of: buffers, at: step)
          }
        }
      }
    }
  }
}

extension JSONValue {
  /// The numbers of nested lists in order.
  var numbers: [Double] {
    if let double { return [double] }
    return array?.flatMap(\.numbers) ?? []
  }
}
