import Runtime

/// How far numbers are from those expected.
public struct Closeness: Sendable, CustomStringConvertible {
  /// The largest difference.
  public let difference: Double
  /// The largest magnitude among the finite expected numbers.
  public let scale: Double
  /// The element with the largest difference; nil when none differs.
  public let place: Int?
  /// What stands at ``place``, or that the numbers of elements differ.
  public let details: String

  /// Compares element by element; NaN equals NaN, an infinity only itself.
  ///
  /// - Parameters:
  ///   - actual: What was computed.
  ///   - expected: What it should be.
  public init(of actual: [Float], to expected: [Double]) {
    let scale = expected.filter(\.isFinite).reduce(0) { max($0, $1.magnitude) }
    var worst = 0.0
    var place: Int?
    for (index, (a, e)) in zip(actual.lazy.map(Double.init), expected).enumerated() {
      if a == e || a.isNaN && e.isNaN { continue }
      let difference = (a - e).isNaN ? .infinity : (a - e).magnitude
      if difference > worst { (worst, place) = (difference, index) }
    }
    let isSameCount = actual.count == expected.count
    self.scale = scale
    self.place = place
    difference = isSameCount ? worst : .infinity
    details =
      if !isSameCount {
        "\(actual.count) elements, expected \(expected.count)"
      } else if let place {
        "element \(place) is \(actual[place]), expected \(expected[place])"
      } else {
        "equal"
      }
  }

  /// ``difference`` relative to ``scale``; the difference itself when every expected number is 0.
  public var relative: Double { scale > 0 ? difference / scale : difference }

  public var description: String {
    "\(details); largest difference \(difference), relative to the largest element \(relative)"
  }
}
