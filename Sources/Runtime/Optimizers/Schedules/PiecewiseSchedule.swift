/// A learning rate with a value for each stretch of steps.
public struct PiecewiseSchedule: LearningRateSchedule {
  private static let boundaries = Attribute<[Int]>(
    "at", "The steps at which a new stretch begins, rising.", least: 1)
  private static let factors = Attribute<[Double]>(
    "factors", "What multiplies the learning rate in each stretch: one more than `at`.", least: 0)

  public static let schema = ComponentSchema(
    "piecewise", "Multiplies the learning rate by one factor a stretch of steps.",
    formula: "factors[number of steps in `at` that are reached]",
    attributes: [boundaries, factors] + LearningRate.warmUpAttributes)

  private let boundaries: [Int]
  private let factors: [Double]

  public init(_ attributes: AttributeReader) throws(OpError) {
    boundaries = try attributes[Self.boundaries]
    factors = try attributes[Self.factors]
    guard factors.count == boundaries.count + 1 else {
      throw OpError(
        .attribute(Self.factors.name),
        "`factors` wants one more number than `at`: \(boundaries.count + 1), not \(factors.count)")
    }
    guard zip(boundaries, boundaries.dropFirst()).allSatisfy(<) else {
      throw OpError(.attribute(Self.boundaries.name), "`at` must rise, not \(boundaries)")
    }
  }

  public func factor(at step: Int) -> Double { factors[boundaries.count { $0 <= step }] }
}
