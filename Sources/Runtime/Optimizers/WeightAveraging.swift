/// How the exponential moving average of the weights follows them.
///
/// After step t the average moves by a share of its distance to the weights: average += (1 − d) ·
/// (weights − average). It starts as the weights before the first step. With `warmup`, d is smaller at
/// first, min(decay, (1 + t) / (10 + t)), so that the start is soon forgotten. Both are TensorFlow's
/// `tf.train.ExponentialMovingAverage`, the latter with its `num_updates`; the method is Polyak and
/// Juditsky's averaging, 1992, with exponential weights. As there only what is trained is averaged:
/// running statistics, such as those of `batch_norm`, are averages already.
public struct WeightAveraging: Sendable, Equatable {
  private static let decay = Attribute<Double>(
    "decay", "What remains of the average in a step.", default: 0.999, above: 0, below: 1)
  private static let warmup = Attribute<Bool>(
    "warmup", "Whether less remains at first: (1 + t) / (10 + t) after step t.", default: true)

  /// What a user may write about averaging.
  public static let schema = ComponentSchema(
    "ema", "Averages the weights over the steps; evaluations and predictions use the average.",
    formula: "average += (1 - d) * (weights - average), d = min(decay, (1 + t) / (10 + t))",
    attributes: [decay, warmup])

  /// What remains of the average in a step, once it is warm.
  public let decay: Double
  /// Whether less remains at first.
  public let hasWarmup: Bool

  /// Averaging with these attributes.
  ///
  /// - Throws: ``OpError`` that blames an attribute.
  public init(_ attributes: AttributeReader = [:]) throws(OpError) {
    decay = try attributes[Self.decay]
    hasWarmup = try attributes[Self.warmup]
  }

  /// The share of the way to the weights that the average goes after step `number`, counted from 1.
  public func share(at number: Int) -> Double {
    let steps = Double(number)
    return 1 - (hasWarmup ? min(decay, (1 + steps) / (10 + steps)) : decay)
  }
}
