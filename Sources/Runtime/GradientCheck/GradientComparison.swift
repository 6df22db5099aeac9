/// A derivative along a random direction, from the gradient and from differences.
public struct GradientComparison: Sendable, Equatable {
  /// From the gradient.
  public let analytic: Double
  /// From differences of function values.
  public let numeric: Double
  /// How far apart rounding and the differences' own error may bring them.
  public let bound: Double
  /// The size that such a derivative typically has: the root of the sum of the squares of its terms.
  public let scale: Double

  /// How far apart they are, relative to the derivative's size.
  public var relativeError: Double {
    let size = max(scale, analytic.magnitude, numeric.magnitude)
    return size > 0 ? (analytic - numeric).magnitude / size : 0
  }

  /// The bound, relative to the derivative's size: what smaller errors hide behind.
  public var relativeBound: Double {
    let size = max(scale, analytic.magnitude, numeric.magnitude)
    return size > 0 ? bound / size : 0
  }

  /// Whether they agree.
  var agrees: Bool { (analytic - numeric).magnitude <= bound }

  /// Whether an error of 1 % would show.
  var isSharp: Bool { relativeBound <= 0.01 }

  /// Whether nothing but rounding can be seen of the derivative.
  var isBelowNoise: Bool { max(scale, analytic.magnitude, numeric.magnitude) <= 3 * bound }
}

/// What a gradient check says of one derivative.
public enum GradientVerdict: Sendable, Equatable {
  /// Gradient and differences agree.
  case ok(GradientComparison)
  /// They do not, time and again.
  case wrong(GradientComparison)
  /// It cannot be said, and why.
  case notChecked(String)
}
