import OracleSupport
import Runtime

/// The derivative of a randomly weighted sum of an op's results along one random direction of its
/// inputs and parameters: from the op's gradient, and as a central difference.
///
/// That costs three runs, whatever the size of the inputs.
struct DirectionalDerivative: CustomStringConvertible {
  let exact: Double
  let numeric: Double
  /// What single precision and the curvature allow.
  let tolerance: Double

  /// Nil for a result of integers.
  init?(_ trial: ExampleTrial, seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    // Away from the example's own numbers, which like to stand on the kinks of a function.
    let point = trial.example.inputs.map { $0.adding(random.tensor($0.shape, size: 0.1), times: 1) }
    let result = trial.run(point).result
    guard result.scalar == .f32 else { return nil }
    let weights = Self.weights(for: result, trial, &random)
    let direction = point.map { random.tensor($0.shape) }
    let parameters = trial.parameters.filter { trial.trained.contains($0.key) }
    let turns = parameters.sorted { $0.key < $1.key }.map {
      ($0.key, random.tensor($0.value.shape))
    }

    func sum(_ step: Float) -> Double {
      var moved = trial.parameters
      for (name, turn) in turns { moved[name] = moved[name]?.adding(turn, times: step) }
      let inputs = zip(point, direction).map { $0.adding($1, times: step) }
      return trial.run(inputs, parameters: moved).result.dot(weights)
    }
    let outcome = trial.run(point, cotangent: weights)
    var exact = 0.0
    for (gradient, turn) in zip(outcome.inputGradients, direction) {
      exact += gradient.map { $0.dot(turn) } ?? 0
    }
    for (name, turn) in turns { exact += outcome.parameterGradients[name]?.dot(turn) ?? 0 }
    let step: Float = 5e-3
    let scale = outcome.result.floats.map(\.magnitude).max() ?? 0
    self.exact = exact
    numeric = (sum(step) - sum(-step)) / Double(2 * step)
    tolerance = 3e-3 * max(1, exact.magnitude) + 1e-4 * Double(scale)
  }

  /// Random weights; 0 for zeros past an example's end, which are no function of the inputs.
  private static func weights(
    for result: Tensor, _ trial: ExampleTrial, _ random: inout RandomNumbers
  ) -> Tensor {
    let weights = random.tensor(result.shape)
    guard trial.example.lengths != nil else { return weights }
    return Tensor(
      result.shape, zip(weights.floats, result.floats).map { $1 == 0 ? 0 : $0 })
  }

  var description: String { "gradient \(exact), difference \(numeric), allowed \(tolerance)" }
}
