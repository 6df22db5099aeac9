import Foundation
import Kernels

extension FormulaOperation {
  /// The value in double precision; what the kernels compute in single precision.
  func value(of x: [Double]) -> Double {
    switch self {
    case .copy: x[0]
    case .negate: -x[0]
    case .abs: x[0].magnitude
    case .sign: x[0] > 0 ? 1 : x[0] < 0 ? -1 : x[0]
    case .sqrt: x[0].squareRoot()
    case .square: x[0] * x[0]
    case .exp: Foundation.exp(x[0])
    case .log: Foundation.log(x[0])
    case .log1p: Foundation.log1p(x[0])
    case .sin: Foundation.sin(x[0])
    case .cos: Foundation.cos(x[0])
    case .tanh: Foundation.tanh(x[0])
    case .sigmoid: 1 / (1 + Foundation.exp(-x[0]))
    case .softplus: Swift.max(x[0], 0) + Foundation.log1p(Foundation.exp(-x[0].magnitude))
    case .relu: x[0] < 0 ? 0 : x[0]
    case .erf: Foundation.erf(x[0])
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] / x[1]
    case .power: Foundation.pow(x[0], x[1])
    case .min: x[0] > x[1] || x[1].isNaN ? x[1] : x[0]
    case .max: x[0] < x[1] || x[1].isNaN ? x[1] : x[0]
    case .less: x[0] < x[1] ? 1 : 0
    case .lessOrEqual: x[0] <= x[1] ? 1 : 0
    case .equal: x[0] == x[1] ? 1 : 0
    case .notEqual: x[0] != x[1] ? 1 : 0
    case .select: x[0] != 0 ? x[1] : x[2]
    case .clip: Self.min.value(of: [Self.max.value(of: [x[0], x[1]]), x[2]])
    }
  }

  /// The value where only some of the numbers are known, if it is known; a product with 0 is.
  func knownValue(of x: [Double?]) -> Double? {
    let known = x.compactMap { $0 }
    if known.count == x.count { return value(of: known) }
    switch self {
    case .multiply: return x.contains(0) ? 0 : nil
    case .divide: return x[0] == 0 ? 0 : nil
    case .select:
      guard let condition = x[0] else { return x[1] == x[2] ? x[1] : nil }
      return condition != 0 ? x[1] : x[2]
    default: return nil
    }
  }
}
