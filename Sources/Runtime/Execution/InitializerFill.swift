import Kernels

extension Initializer {
  /// Deviation of a normal cut at two deviations, relative to the uncut one.
  private static let truncatedDeviation: Float = 0.879_625_66

  /// Writes `count` elements that depend on `seed` and `name` alone.
  func fill(
    _ values: UnsafeMutablePointer<Float>, count: Int, name: String, seed: UInt64
  ) {
    let key = RandomKey(seed: seed, stream: StableHash.fnv1a(name))
    func uniform(_ low: Float, _ high: Float) {
      CounterRandom.fillUniform(values, count: count, low: low, high: high, key: key)
    }
    func normal(_ mean: Float, _ deviation: Float, bound: Float) {
      CounterRandom.fillNormal(
        values, count: count, mean: mean, deviation: deviation, bound: bound, key: key)
    }
    func truncated(_ variance: Float) {
      normal(0, variance.squareRoot() / Self.truncatedDeviation, bound: 2)
    }
    switch self {
    case .zeros: values.update(repeating: 0, count: count)
    case .ones: values.update(repeating: 1, count: count)
    case .constant(let value): values.update(repeating: value, count: count)
    case .glorotUniform(let fanIn, let fanOut):
      let limit = (6 / Float(fanIn + fanOut)).squareRoot()
      uniform(-limit, limit)
    case .glorotNormal(let fanIn, let fanOut): truncated(2 / Float(fanIn + fanOut))
    case .heUniform(let fanIn):
      uniform(-(6 / Float(fanIn)).squareRoot(), (6 / Float(fanIn)).squareRoot())
    case .heNormal(let fanIn): truncated(2 / Float(fanIn))
    case .lecunUniform(let fanIn):
      uniform(-(3 / Float(fanIn)).squareRoot(), (3 / Float(fanIn)).squareRoot())
    case .lecunNormal(let fanIn): truncated(1 / Float(fanIn))
    case .uniform(let low, let high): uniform(low, high)
    case .normal(let mean, let deviation): normal(mean, deviation, bound: .infinity)
    case .truncatedNormal(let mean, let deviation): normal(mean, deviation, bound: 2)
    }
  }
}
