/// The same learning rate in every step.
public struct ConstantSchedule: LearningRateSchedule {
  public static let schema = ComponentSchema(
    "constant", "Keeps the learning rate.", formula: "1", attributes: LearningRate.warmUpAttributes)

  public init(_ attributes: AttributeReader) throws(OpError) {}

  public func factor(at step: Int) -> Double { 1 }
}
