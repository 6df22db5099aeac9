/// The flat arrays that an optimizer works on; owned by the caller.
///
/// Sharing them between threads is safe as long as the ranges that are updated are disjoint.
public struct OptimizerBuffers: @unchecked Sendable {
  /// Every parameter, one after the other.
  public let parameters: UnsafeMutablePointer<Float>
  /// The gradient of each parameter.
  public let gradients: UnsafePointer<Float>
  /// The slots one after the other: element i of slot s is at `state[s * count + i]`.
  public let state: UnsafeMutablePointer<Float>
  /// The number of parameters.
  public let count: Int

  /// Buffers of `count` parameters and gradients and as many elements of state for each slot.
  public init(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    state: UnsafeMutablePointer<Float>, count: Int
  ) {
    self.parameters = parameters
    self.gradients = gradients
    self.state = state
    self.count = count
  }

  /// Where slot `index` begins.
  func slot(_ index: Int) -> UnsafeMutablePointer<Float> { state + index * count }
}
