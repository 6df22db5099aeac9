/// How the learning rate changes over the steps.
public protocol LearningRateSchedule: Sendable {
  /// What a user may write about it; its attributes end with those of the warm-up.
  static var schema: ComponentSchema { get }

  /// A schedule with these attributes.
  ///
  /// - Throws: ``OpError`` that blames an attribute.
  init(_ attributes: AttributeReader) throws(OpError)

  /// What multiplies the optimizer's learning rate.
  ///
  /// - Parameter step: The steps done since the warm-up, from 0.
  /// - Returns: A factor; 1 keeps the learning rate.
  func factor(at step: Int) -> Double
}
