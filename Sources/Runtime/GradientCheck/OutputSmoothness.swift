/// Which outputs of a part are smooth around a point, as far as their own values at three steps show.
///
/// That depends on function values alone, so leaving the others out hides no wrong gradient.
struct OutputSmoothness {
  /// The outputs at one step on both sides of the point.
  struct Sides {
    let step: Double
    let up: [Float]
    let down: [Float]

    /// The central difference of an output.
    func slope(_ index: Int) -> Double { (Double(up[index]) - Double(down[index])) / (2 * step) }

    /// How far apart the one-sided slopes of an output are: proportional to the step where it is
    /// smooth.
    func bend(_ index: Int, around center: Double) -> Double {
      (Double(up[index]) - 2 * center + Double(down[index])) / step
    }
  }

  /// Beyond this share of outputs with a kink, one that shows none may well hide several whose effects
  /// cancel: as behind many rectifiers, where every output depends on all of their kinks.
  private static let mostKinks = 0.1

  /// The weights, 0 for outputs that are not smooth.
  private(set) var weights: [Float]
  /// What hidden kinks may do to the slope of the weighted sum.
  private(set) var doubt = 0.0

  /// Looks at outputs with the value `center` at the point, at steps h, h/2 and h/4.
  init(_ center: [Float], _ wide: Sides, _ middle: Sides, _ narrow: Sides, weights: [Float]) {
    self.weights = weights
    let (typicalSlope, typicalValue) = Self.typical(center, narrow)
    var (kinks, squares, responding) = (0, 0.0, 0)
    for index in weights.indices {
      let y = Double(center[index])
      let rounding = 8 * 0x1p-24 * max(y.magnitude, typicalValue) / narrow.step
      let allowed = rounding + 2e-4 * typicalSlope
      let first = wide.slope(index) - middle.slope(index)
      let second = middle.slope(index) - narrow.slope(index)
      // Of a smooth function the differences of slopes shrink to a quarter.
      let shrinks = (first - 4 * second).magnitude <= 0.3 * first.magnitude + 4 * allowed
      let bends = [wide, middle, narrow].map { $0.bend(index, around: y) }
      let halves = zip(bends, bends.dropFirst()).allSatisfy { wider, narrower in
        (wider - 2 * narrower).magnitude <= 0.3 * wider.magnitude + 4 * allowed
      }
      let isSmooth = shrinks && halves
      if !isSmooth { self.weights[index] = 0 }
      guard second.isFinite, wide.slope(index) != 0 else { continue }
      responding += 1
      squares += second * second
      if !isSmooth { kinks += 1 }
    }
    guard Double(kinks) > Self.mostKinks * Double(responding) else { return }
    let length = self.weights.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    doubt = length * (squares / Double(responding)).squareRoot()
  }

  /// Root mean squares of slopes and values.
  private static func typical(_ center: [Float], _ narrow: Sides) -> (slope: Double, value: Double)
  {
    var (slopes, values) = (0.0, 0.0)
    for index in center.indices where center[index].isFinite {
      let slope = narrow.slope(index)
      if slope.isFinite { slopes += slope * slope }
      values += Double(center[index]) * Double(center[index])
    }
    let count = Double(max(1, center.count))
    return ((slopes / count).squareRoot(), (values / count).squareRoot())
  }
}
