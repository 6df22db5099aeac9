import Runtime

/// How far two tensors of one name and shape are apart.
public struct TensorComparison: Sendable, Equatable {
  /// Whether every element has the same value; two that are no number are alike.
  public let isEqual: Bool
  /// The largest absolute difference of two elements; infinite when one alone is not finite.
  public let largest: Double
  /// `‖b − a‖ / ‖a‖`; nil when all of `a` is zero.
  public let relativeNorm: Double?
  /// The cosine of the angle between them; nil when one is zero.
  public let cosine: Double?

  /// Compares the elements of two tensors of one shape, in double precision.
  public init(_ a: [Float], _ b: [Float]) {
    precondition(a.count == b.count, "tensors of one shape are compared")
    var (largest, difference) = (0.0, 0.0)
    var (lengthA, lengthB, product) = (0.0, 0.0, 0.0)
    var isEqual = true
    for (a, b) in zip(a, b) {
      if a == b || (a.isNaN && b.isNaN) {
        guard a.isFinite else { continue }
      } else {
        isEqual = false
        guard a.isFinite, b.isFinite else {
          largest = .infinity
          continue
        }
      }
      let (a, b) = (Double(a), Double(b))
      largest = max(largest, abs(b - a))
      difference += (b - a) * (b - a)
      lengthA += a * a
      lengthB += b * b
      product += a * b
    }
    self.isEqual = isEqual
    self.largest = largest
    relativeNorm = lengthA > 0 ? (difference / lengthA).squareRoot() : nil
    cosine =
      lengthA > 0 && lengthB > 0 ? product / (lengthA.squareRoot() * lengthB.squareRoot()) : nil
  }
}
