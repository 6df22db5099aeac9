/// How a parameter's elements are set before training.
public enum Initializer: Hashable, Sendable {
  case zeros
  case ones
  case constant(Float)
  /// Uniform on ±√(6 / (fanIn + fanOut)): Glorot and Bengio 2010, as TensorFlow's `glorot_uniform`.
  case glorotUniform(fanIn: Int, fanOut: Int)
  /// Normal with standard deviation √(2 / (fanIn + fanOut)), cut at two deviations and rescaled.
  case glorotNormal(fanIn: Int, fanOut: Int)
  /// Uniform on ±√(6 / fanIn): He et al. 2015.
  case heUniform(fanIn: Int)
  /// Normal with standard deviation √(2 / fanIn), cut at two deviations and rescaled.
  case heNormal(fanIn: Int)
  /// Uniform on ±√(3 / fanIn): LeCun et al. 1998.
  case lecunUniform(fanIn: Int)
  /// Normal with standard deviation √(1 / fanIn), cut at two deviations and rescaled.
  case lecunNormal(fanIn: Int)
  case uniform(low: Float, high: Float)
  case normal(mean: Float, deviation: Float)
  /// Normal, drawn again beyond two deviations.
  case truncatedNormal(mean: Float, deviation: Float)
}
