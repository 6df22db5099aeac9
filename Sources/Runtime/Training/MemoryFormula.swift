/// The memory of a program as a formula in the number of examples and their steps.
public struct MemoryFormula: Sendable, Equatable {
  /// Bytes whatever the batch: parameters, gradients, optimizer.
  public var fixed: Double
  /// Bytes for each example.
  public var perExample: Double
  /// Bytes for each step of each example.
  public var perStep: Double

  /// The memory of a training program, from three plans: the arena is linear in both sizes but for
  /// rounding to cache lines.
  public init(_ program: TrainingProgram) {
    let executor = program.executor
    func bytes(batch: Int, length: Int) -> Double {
      executor.prepare(executor.graph.uniformShape(batch: batch, length: length))
      return Double(executor.arenaCount * MemoryLayout<Float>.stride)
    }
    let (base, longer, larger) = (
      bytes(batch: 32, length: 64), bytes(batch: 32, length: 128), bytes(batch: 64, length: 64)
    )
    perStep = (longer - base) / Double(32 * 64)
    perExample = max(0, (larger - base) / 32 - perStep * 64)
    let store = executor.parameters
    let stored =
      store.totalCount + store.trainedCount * (1 + program.optimizer.slots.count)
      + (program.averages == nil ? 0 : store.trainedCount)
    fixed =
      max(0, base - perExample * 32 - perStep * 32 * 64)
      + Double(stored * MemoryLayout<Float>.stride)
  }

  /// The bytes for `batch` examples with `steps` steps in all.
  public func bytes(batch: Int, steps: Int) -> Double {
    fixed + perExample * Double(batch) + perStep * Double(steps)
  }
}
