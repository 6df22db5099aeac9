import Kernels

/// What a kernel is given: windows on its inputs and results, scratch memory and random numbers.
public struct KernelCall {
  let views: UnsafeMutablePointer<TensorView>
  let inputs: UnsafePointer<Int32>
  let results: UnsafePointer<Int32>
  /// The number of inputs.
  public let inputCount: Int
  /// As many floats as the op's ``Op/scratchCount(_:)`` asked for, uninitialised.
  public let scratch: UnsafeMutablePointer<Float>
  /// Identifies the run: a training step's number.
  public let step: UInt64
  /// The run's seed.
  public let seed: UInt64

  /// The window on an input.
  public func input(_ index: Int) -> TensorView { views[Int(inputs[index])] }

  /// The window on a result.
  public func result(_ index: Int) -> TensorView { views[Int(results[index])] }

  /// The key of the random numbers that the node called `stream` draws in this step.
  public func randomKey(stream: UInt64) -> RandomKey {
    RandomKey(seed: seed, stream: stream, step: step)
  }
}
