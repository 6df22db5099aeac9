/// One comparison of a gradient with differences: a random direction, random weights of the outputs,
/// central differences at shrinking steps, extrapolated.
///
/// The kernels are single precision, so the loss is a weighted sum of their results in double
/// precision, and what rounding does to it is measured (the difference table of Moré and Wild,
/// Estimating computational noise, 2011) instead of assumed. An output that has a kink near the
/// point gets the weight 0: see ``OutputSmoothness``.
struct DirectionTrial {
  /// Halvings of the step, from ``firstStep`` on, that are tried.
  private static let levels = 13
  /// Relative to the root mean square of the variable.
  private static let firstStep = 0.125
  /// The distance of the points of the difference table, likewise.
  private static let noiseStep: Double = 1.0 / 8192

  private let probe: PartProbe
  private let variable: PartProbe.Variable
  private let direction: [Float]
  private let weights: [Float]
  private let center: [Float]
  private var sides: [OutputSmoothness.Sides] = []

  init(_ probe: PartProbe, _ variable: PartProbe.Variable, _ random: inout RandomDraws) {
    (self.probe, self.variable) = (probe, variable)
    let free = variable.isFree.count { $0 }
    var squares = 0.0
    for (index, number) in variable.base.enumerated() where variable.isFree[index] {
      squares += Double(number) * Double(number)
    }
    let size = Float((squares / Double(max(1, free))).squareRoot())
    direction = variable.isFree.map { isFree in
      guard isFree else { return 0 }
      let length = 0.75 + random.uniform(0.25)
      return (random.uniform(1) < 0 ? -length : length) * (size > 0 ? size : 1)
    }
    weights = (0..<probe.outputCount).map { _ in random.uniform(1) }
    center = probe.results(moving: variable, to: variable.base)
  }

  /// The comparison with the smallest bound, or nil when no step has smooth outputs.
  mutating func run() -> GradientComparison? {
    let table = noiseTable()
    var best: (level: Int, smooth: OutputSmoothness, error: Double)?
    for level in 0..<Self.levels - 2 {
      let smooth = OutputSmoothness(
        center, side(level), side(level + 1), side(level + 2), weights: weights)
      guard smooth.weights.contains(where: { $0 != 0 }) else { continue }
      let noise = self.noise(table, smooth.weights)
      let slopes = (level...level + 2).map { slope(at: $0, smooth.weights) }
      let (value, extrapolation) = Self.extrapolated(slopes)
      let error = extrapolation + smooth.doubt
      let total = error + Self.amplification * noise / Self.step(level)
      if total < best?.error ?? .infinity { best = (level, smooth, total) }
      if total <= 1e-4 * max(value.magnitude, spread(at: level, smooth.weights)) { break }
      // Smaller steps only make more of the noise.
      if error < 0.3 * (total - error) { break }
    }
    guard let best else { return nil }
    let noise = self.noise(table, best.smooth.weights)
    defer { probe.restore(variable) }
    return compare(at: best.level, best.smooth, noise)
  }

  /// Compares what the gradient leaves of the differences: the rounding of the points drops out.
  private func compare(
    at level: Int, _ smooth: OutputSmoothness, _ noise: Double
  ) -> GradientComparison {
    let weights = smooth.weights
    let gradient = probe.gradient(by: variable, weights: weights)
    var (analytic, squares, terms) = (0.0, 0.0, 0.0)
    for (slope, move) in zip(gradient, direction) where move != 0 {
      let term = Double(slope) * Double(move)
      analytic += term
      squares += term * term
      terms += term.magnitude
    }
    let rest = (level...level + 2).map { level in
      let (up, down) = (point(Self.step(level)), point(-Self.step(level)))
      var expected = 0.0
      for index in gradient.indices where direction[index] != 0 {
        expected += Double(gradient[index]) * (Double(up[index]) - Double(down[index]))
      }
      return slope(at: level, weights) - expected / (2 * Self.step(level))
    }
    let (difference, error) = Self.extrapolated(rest)
    let scale = max(squares.squareRoot(), spread(at: level + 2, weights))
    // Elements of a gradient are rounded to 2⁻²⁴ of themselves, sums of many to a few times that;
    // and functions are polynomials whose slopes are right to about 1e-4.
    let own = terms * 0x1p-22 + 2e-4 * max(scale, analytic.magnitude)
    return GradientComparison(
      analytic: analytic, numeric: analytic + difference,
      bound: 8 * Self.amplification * noise / Self.step(level) + 3 * (error + smooth.doubt) + own,
      scale: scale)
  }

  // MARK: Steps

  private static func step(_ level: Int) -> Double { firstStep / Double(1 << level) }

  private func point(_ step: Double) -> [Float] {
    let step = Float(step)
    return zip(variable.base, direction).map { $0 + step * $1 }
  }

  private mutating func side(_ level: Int) -> OutputSmoothness.Sides {
    while sides.count <= level {
      let step = Self.step(sides.count)
      sides.append(
        .init(
          step: step, up: probe.results(moving: variable, to: point(step)),
          down: probe.results(moving: variable, to: point(-step))))
    }
    return sides[level]
  }

  /// The central difference of the weighted sum.
  private func slope(at level: Int, _ weights: [Float]) -> Double {
    let side = sides[level]
    var sum = 0.0
    for index in weights.indices where weights[index] != 0 {
      sum += Double(weights[index]) * side.slope(index)
    }
    return sum
  }

  /// The typical size of the central difference of a randomly weighted sum.
  private func spread(at level: Int, _ weights: [Float]) -> Double {
    let side = sides[level]
    var squares = 0.0
    for index in weights.indices where weights[index] != 0 {
      let term = Double(weights[index]) * side.slope(index)
      squares += term * term
    }
    return squares.squareRoot()
  }

  /// Richardson's extrapolation of central differences at h, h/2 and h/4 to h = 0, of order 6, and
  /// how far that of order 4 is from it.
  private static func extrapolated(_ slopes: [Double]) -> (value: Double, error: Double) {
    let fourth = (4 * slopes[2] - slopes[1]) / 3
    let sixth = (64 * slopes[2] - 20 * slopes[1] + slopes[0]) / 45
    return (sixth, (sixth - fourth).magnitude)
  }

  /// What the extrapolation makes of noise of deviation 1 in function values at h = 1.
  private static let amplification = 4.1

  // MARK: Noise

  /// The results at seven points near the centre.
  private func noiseTable() -> [[Float]] {
    (-3...3).map { offset in
      offset == 0
        ? center
        : probe.results(moving: variable, to: point(Double(offset) * Self.noiseStep))
    }
  }

  /// The standard deviation of rounding in the weighted sum, from differences of order 3 to 5, at
  /// which nothing is left of a smooth function; at least half a unit in the last place an output.
  private func noise(_ table: [[Float]], _ weights: [Float]) -> Double {
    var squares = 0.0
    for index in weights.indices where weights[index] != 0 {
      let rounding = Double(weights[index]) * Double(center[index]) * 0x1p-25
      squares += rounding * rounding
    }
    var values = table.map { results in
      var sum = 0.0
      for index in weights.indices where weights[index] != 0 {
        sum += Double(weights[index]) * Double(results[index])
      }
      return sum
    }
    var noise = squares.squareRoot()
    // (k!)² / (2k)!
    let factors = [3: 1.0 / 20, 4: 1.0 / 70, 5: 1.0 / 252]
    for order in 1...5 {
      values = zip(values.dropFirst(), values).map { $0 - $1 }
      guard let factor = factors[order] else { continue }
      let mean = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
      if mean.isFinite { noise = max(noise, (factor * mean).squareRoot()) }
    }
    return noise
  }
}
