extension Initializer: CustomStringConvertible {
  /// The initialiser as an explanation names it, such as `glorot uniform ±0.0824`.
  public var description: String {
    switch self {
    case .zeros: "zeros"
    case .ones: "ones"
    case .constant(let value): "all \(value)"
    case .glorotUniform(let fanIn, let fanOut): "glorot uniform ±\(Self.root(6, fanIn + fanOut))"
    case .glorotNormal(let fanIn, let fanOut):
      "glorot normal, deviation \(Self.root(2, fanIn + fanOut))"
    case .heUniform(let fanIn): "he uniform ±\(Self.root(6, fanIn))"
    case .heNormal(let fanIn): "he normal, deviation \(Self.root(2, fanIn))"
    case .lecunUniform(let fanIn): "lecun uniform ±\(Self.root(3, fanIn))"
    case .lecunNormal(let fanIn): "lecun normal, deviation \(Self.root(1, fanIn))"
    case .uniform(let low, let high): "uniform from \(low) to \(high)"
    case .normal(let mean, let deviation): "normal, mean \(mean), deviation \(deviation)"
    case .truncatedNormal(let mean, let deviation):
      "truncated normal, mean \(mean), deviation \(deviation)"
    }
  }

  /// √(share / fan) with four decimals.
  private static func root(_ share: Int, _ fan: Int) -> String {
    "\(((Double(share) / Double(max(1, fan))).squareRoot() * 10_000).rounded() / 10_000)"
  }
}
